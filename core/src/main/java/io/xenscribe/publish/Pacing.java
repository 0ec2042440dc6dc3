package io.xenscribe.publish;

import java.time.Duration;

/**
 * How soon the next pass may run. A lone change goes at once; a storm of them is taken in together, since each pass
 * publishes the newest state whatever happened in between.
 *
 * <p>A bucket of passes that refills with time. Times are {@link System#nanoTime} values.
 */
final class Pacing {

    private static final int BURST = 8;
    private static final long REFILL_NANOS = Duration.ofMillis(50).toNanos();

    private double passes = BURST;
    private long at;

    Pacing(long now) {
        this.at = now;
    }

    /** How long to wait before a pass at {@code now}; zero when it may run at once. */
    Duration delay(long now) {
        refill(now);
        return passes >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - passes) * REFILL_NANOS));
    }

    /** A pass runs. */
    void pass(long now) {
        refill(now);
        passes = Math.max(0, passes - 1);
    }

    private void refill(long now) {
        passes = Math.min(BURST, passes + (double) (now - at) / REFILL_NANOS);
        at = now;
    }
}
