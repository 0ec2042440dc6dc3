package io.xenscribe.publish;

import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingChoice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mapping that holds at present. It is chosen once the facts are there that the choice needs; until then nothing is
 * known of the keys, and none is made or removed. For one thread.
 */
final class MappingInUse {

    private static final Logger log = LoggerFactory.getLogger(MappingInUse.class);

    /** How long collectors that are silent are waited for; what they say later is heard, too. */
    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final MappingChoice choice;
    private @Nullable ChosenMapping chosen;
    private boolean isSettled;
    private boolean keysUseAgent;
    private long waitsSince;

    MappingInUse(MappingChoice choice) {
        this.choice = choice;
    }

    /**
     * Chooses, or does so again, as far as the facts allow.
     *
     * @param facts the built-in ones included
     * @param pending the collectors of which nothing is known yet
     * @param now by the clock of {@link System#nanoTime}
     * @return whether there is a mapping
     */
    boolean choose(Map<String, Record> facts, Set<String> pending, long now) {
        if (waitsSince == 0) {
            waitsSince = now;
        }
        boolean isComplete = !choice.needsAnyOf(pending);
        if (isComplete || now - waitsSince >= PATIENCE) {
            use(choice.choose(facts));
            isSettled = isComplete;
        }
        return chosen != null;
    }

    private void use(ChosenMapping latest) {
        if (latest.equals(chosen)) {
            return;
        }
        chosen = latest;
        keysUseAgent = latest.mapping().keysUse(AgentFacts.NAME);
        if (latest.file().isEmpty()) {
            log.warn("mapping {}: nothing is published", latest);
        } else if (latest.reason().isPresent()) {
            log.info("mapping {}", latest);
        }
    }

    /** Whether the choice is made by all that it needs. */
    boolean isSettled() {
        return isSettled;
    }

    /** What the choice was made by has changed. */
    void reconsider() {
        isSettled = false;
        waitsSince = 0;
    }

    /** How long until the choice is made by what is known. */
    long nanosUntilDue(long now) {
        return chosen != null || waitsSince == 0 ? Long.MAX_VALUE : Math.max(0, waitsSince + PATIENCE - now);
    }

    MappingChoice choice() {
        return choice;
    }

    Optional<ChosenMapping> chosen() {
        return Optional.ofNullable(chosen);
    }

    /**
     * The mapping.
     *
     * @throws IllegalStateException before one is chosen
     */
    Mapping mapping() {
        ChosenMapping present = chosen;
        if (present == null) {
            throw new IllegalStateException("no mapping is chosen yet");
        }
        return present.mapping();
    }

    /** Whether a key other than a commit key needs the facts {@code agent}. */
    boolean keysUseAgent() {
        return keysUseAgent;
    }
}
