package io.xenscribe.plugin.os;

import java.time.Duration;

/** How long a directory is left to settle before it is looked at: longer after each look in a row that had no news. */
final class Pace {

    private static final int SHORTEST = 1;
    private static final int LONGEST = 64;

    private int seconds = SHORTEST;
    private long lastLook = System.nanoTime();

    /** Takes in what a look at {@code nanoTime} came to. */
    void looked(boolean changed, long nanoTime) {
        boolean inARow = nanoTime - lastLook <= (LONGEST + seconds) * 1_000_000_000L;
        seconds = changed || !inARow ? SHORTEST : Math.min(seconds * 2, LONGEST);
        lastLook = nanoTime;
    }

    /** What to wait when a directory changed at {@code nanoTime}. */
    Duration pause(long nanoTime) {
        boolean inARow = nanoTime - lastLook <= LONGEST * 1_000_000_000L;
        return Duration.ofSeconds(inARow ? seconds : SHORTEST);
    }
}
