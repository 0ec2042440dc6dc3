package io.xenscribe.publish;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Conditions to warn of: a line when one begins and a line when it is over.
 *
 * <p>One is told when the storm that brought it is over, with its last words: how many addresses were left out, say, is
 * not known at the first of them. One that comes and goes is told of less and less often, at last once an hour; after an
 * hour of peace it is as new. For one thread; times are {@link System#nanoTime} values.
 */
final class Warnings {

    private static final long CALM = Duration.ofSeconds(1).toNanos();
    /** A storm that does not end is no reason to be silent. */
    private static final long LONGEST_STORM = Duration.ofSeconds(5).toNanos();

    /** What is beyond is not told, which is told. */
    private static final int MOST = 200;

    private final Logger log;
    private final Map<String, Condition> conditions = new LinkedHashMap<>();
    private long changedAt;
    private int round;
    private boolean isFull;

    private static final class Condition {

        private String text;
        private boolean isThere = true;
        private boolean isTold;
        private int round;
        private long since;
        private final Reticence reticence = new Reticence();
        private boolean wasTold;

        Condition(String text, long now) {
            this.text = text;
            this.since = now;
        }

        boolean isUnsaid() {
            return isThere != isTold;
        }

        /** Returns whether that is news. */
        boolean turn(boolean there, long now) {
            if (isThere == there) {
                return false;
            }
            isThere = there;
            since = now;
            return true;
        }

        boolean isForgotten(long now) {
            return !isThere && !isTold && (!wasTold || now - since >= Reticence.PEACE);
        }
    }

    Warnings(Logger log) {
        this.log = log;
    }

    /** Begins to take the conditions of the moment: {@link #add} follows for each, and {@link #end}. */
    void begin() {
        round++;
    }

    /** There is a condition, known by {@code key}; these are its present words. */
    void add(String key, String text, long now) {
        Condition condition = conditions.get(key);
        if (condition == null) {
            if (conditions.size() >= MOST) {
                tellOfFullness();
                return;
            }
            condition = new Condition(text, now);
            conditions.put(key, condition);
            changedAt = now;
        } else if (!condition.isTold) {
            condition.text = text;
            changedAt = now;
        }
        boolean _ = condition.turn(true, now);
        condition.round = round;
    }

    /** All conditions of the moment are added: the others are over. */
    void end(long now) {
        if (conditions.isEmpty()) {
            return;
        }
        for (Iterator<Condition> all = conditions.values().iterator(); all.hasNext(); ) {
            Condition condition = all.next();
            if (condition.round == round) {
                continue;
            }
            if (condition.turn(false, now)) {
                changedAt = now;
            }
            if (condition.isForgotten(now)) {
                all.remove();
            }
        }
    }

    /** Something else changed, so the end of the storm is further off. */
    void postpone(long now) {
        changedAt = now;
    }

    /** How long until {@link #tell} has something to say; {@link Long#MAX_VALUE} when there is nothing. */
    long nanosUntilDue(long now) {
        long nearest = Long.MAX_VALUE;
        for (Condition condition : conditions.values()) {
            if (condition.isUnsaid()) {
                nearest = Math.min(nearest, nanosUntilDue(condition, now));
            }
        }
        return nearest;
    }

    private long nanosUntilDue(Condition condition, long now) {
        long calm = Math.min(changedAt + CALM - now, condition.since + LONGEST_STORM - now);
        long silent = condition.isThere ? condition.reticence.nanosLeft(now) : 0;
        return Math.max(0, Math.max(calm, silent));
    }

    /** Logs what is due. */
    void tell(long now) {
        if (conditions.isEmpty()) {
            return;
        }
        for (Condition condition : conditions.values()) {
            if (condition.isUnsaid() && nanosUntilDue(condition, now) <= 0) {
                tell(condition, now);
            }
        }
    }

    /** Logs all that has begun and is not told, as at the end. */
    void tellAll(long now) {
        for (Condition condition : conditions.values()) {
            if (condition.isUnsaid() && condition.isThere) {
                tell(condition, now);
            }
        }
    }

    private void tell(Condition condition, long now) {
        condition.isTold = condition.isThere;
        if (condition.isThere) {
            log.warn("{}", condition.text);
            condition.wasTold = true;
            condition.reticence.told(now);
        } else {
            log.info("over: {}", condition.text);
        }
    }

    private void tellOfFullness() {
        if (!isFull) {
            isFull = true;
            log.warn("there are more than {} warnings; 'xenscribe status' has the others", MOST);
        }
    }
}
