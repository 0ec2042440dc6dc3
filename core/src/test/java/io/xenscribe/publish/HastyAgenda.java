package io.xenscribe.publish;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;

/** An agenda whose clock can be made to leap over pauses, so that nobody need sit through them. */
final class HastyAgenda extends Agenda {

    private static final Duration MOMENT = Duration.ofMillis(1);
    /** Whoever waits so long waits for something to happen. */
    private static final Duration PAUSE = Duration.ofDays(1);

    private volatile boolean isHurried;
    /** Only the publisher's thread has a clock. */
    private long leapt;

    /** From now on pauses are over as soon as they begin. */
    void hurry() {
        isHurried = true;
    }

    @Override
    long now() {
        return System.nanoTime() + leapt;
    }

    /** A connection on which waiting goes by this clock. */
    Xenstore onThisClock(Xenstore store) {
        return new StoreInFront(store) {
            @Override
            public boolean await(Duration limit) throws XenstoreException {
                if (!isHurried || limit.compareTo(MOMENT) <= 0 || limit.compareTo(PAUSE) >= 0) {
                    return super.await(limit);
                }
                boolean woken = super.await(MOMENT);
                if (!woken) {
                    leapt += limit.minus(MOMENT).toNanos();
                }
                return woken;
            }
        };
    }
}
