package io.xenscribe.publish;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Conditions to warn of, each once. One is told when the storm that brought it is over, with its last words: how many
 * addresses were left out, say, is not known at the first of them.
 */
final class Warnings {

    private static final long CALM = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private long changedAt;

    Warnings(Logger log) {
        this.log = log;
    }

    /** Notes a condition, known by {@code key}, in its present words. */
    void add(String key, String text, long now) {
        if (!told.contains(key)) {
            waiting.put(key, text);
            changedAt = now;
        }
    }

    /** Something else changed, so the end of the storm is further off. */
    void postpone(long now) {
        changedAt = now;
    }

    /** How long until {@link #tell} has something to say; {@link Long#MAX_VALUE} when there is nothing. */
    long nanosUntilDue(long now) {
        return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(0, changedAt + CALM - now);
    }

    /** Logs what is due. */
    void tell(long now) {
        if (nanosUntilDue(now) <= 0) {
            tellAll();
        }
    }

    /** Logs all that waits, as at the end. */
    void tellAll() {
        waiting.forEach((key, text) -> {
            told.add(key);
            log.warn("{}", text);
        });
        waiting.clear();
    }
}
