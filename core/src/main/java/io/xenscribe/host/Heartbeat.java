package io.xenscribe.host;

import org.jspecify.annotations.Nullable;

/**
 * When the service manager's watchdog is to be told again: twice in the time after which it takes the agent for stuck
 * (sd_watchdog_enabled(3)). Belongs to one thread at a time.
 */
final class Heartbeat {

    private static final long NEVER = Long.MAX_VALUE;

    private final long interval;
    private long due;

    private Heartbeat(long interval, long now) {
        this.interval = interval;
        this.due = now;
    }

    /**
     * Of {@code $WATCHDOG_USEC} and {@code $WATCHDOG_PID}; never due where there is no watchdog, or it is another process's.
     *
     * @param now {@link System#nanoTime}
     */
    static Heartbeat of(@Nullable String micros, @Nullable String watched, long pid, long now) {
        boolean mine = watched == null || watched.isEmpty() || watched.equals(Long.toString(pid));
        try {
            long limit = micros == null || !mine ? 0 : Long.parseLong(micros);
            return new Heartbeat(limit <= 0 || limit > NEVER / 1000 ? NEVER : limit * 1000 / 2, now);
        } catch (NumberFormatException none) {
            return new Heartbeat(NEVER, now);
        }
    }

    boolean isDue(long now) {
        return nanosUntilDue(now) == 0;
    }

    long nanosUntilDue(long now) {
        return interval == NEVER ? NEVER : Math.max(0, due - now);
    }

    void beat(long now) {
        due = now + interval;
    }
}
