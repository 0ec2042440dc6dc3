package io.xenscribe.plugin.disks;

import java.time.Duration;

/** Lets a few looks follow each other at once, and in a storm of changes five a second. */
final class Pace {

    private static final int AT_ONCE = 8;
    private static final long GAP_NANOS = 200_000_000;

    private int saved = AT_ONCE;
    private long last;

    /** How long to wait before the next look; zero mostly. */
    Duration pause(long nanoTime) {
        long gained = (nanoTime - last) / GAP_NANOS;
        if (gained > 0) {
            saved = (int) Math.min(AT_ONCE, saved + gained);
            last = nanoTime;
        }
        if (saved > 0) {
            saved--;
            return Duration.ZERO;
        }
        return Duration.ofNanos(GAP_NANOS - (nanoTime - last));
    }
}
