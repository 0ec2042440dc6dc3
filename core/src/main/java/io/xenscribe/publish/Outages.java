package io.xenscribe.publish;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * The times without a store: a line when one begins and one when it ends, and how long to wait before the next attempt to
 * connect. A connection that is soon lost again counts as one more attempt, so that nothing is done in a hurry for ever;
 * of outages that follow each other soon, fewer and fewer are told. For one thread; times are {@link System#nanoTime}
 * values.
 */
final class Outages {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A connection that lasted so long was a good one: one outage a second takes a hundredth of a processor. */
    private static final long GOOD = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private final Reticence reticence = new Reticence();
    private boolean isTold;
    private boolean isGood;
    private long goodSince;

    Outages(Logger log) {
        this.log = log;
    }

    /** The store cannot be used; returns how long to wait before it is tried again. */
    Duration lost(String reason, long now) {
        long lasted = isGood ? now - goodSince : 0;
        isGood = false;
        if (lasted >= GOOD) {
            pause.reset();
        }
        if (lasted >= Reticence.PEACE) {
            reticence.reset();
        }
        if (!isTold && reticence.nanosLeft(now) <= 0) {
            isTold = true;
            reticence.told(now);
            log.warn("the store cannot be used, trying again: {}", reason);
        }
        return pause.begin(now);
    }

    /** A whole pass went through. */
    void passed(String where, long now) {
        if (!isGood) {
            isGood = true;
            goodSince = now;
        }
        if (isTold) {
            isTold = false;
            log.info("the store answers again: {}", where);
        }
    }
}
