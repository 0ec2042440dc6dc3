package io.xenscribe.host;

import java.util.concurrent.locks.LockSupport;

/**
 * How often a collector may publish: a few hundred times at once, 50 times a second in the long run. Whoever wants more is
 * held back in {@link #spend}, so that a flood costs only its own thread. Safe for any thread.
 */
final class PublishBudget {

    private static final long REFILL = 20_000_000;
    private static final int MOST = 200;

    /** Held back for so long without a break, it floods. */
    private static final long PATIENCE = 5_000_000_000L;

    /** What ignores being stopped is not to take a processor for it. */
    private static final long PAUSE_AFTER_THE_END = 100_000_000;

    private long left = MOST;
    private long filledAt;
    private long emptySince;
    private boolean isEmpty;
    private volatile boolean over;

    PublishBudget(long now) {
        this.filledAt = now;
    }

    /** To be called after what is new is on the board, so that it waits for nobody. */
    void spend() {
        boolean wasInterrupted = Thread.interrupted();
        long pause = over ? PAUSE_AFTER_THE_END : take(System.nanoTime());
        boolean wasOver = over;
        long end = System.nanoTime() + pause;
        for (long rest = pause; rest > 0 && over == wasOver; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(this, rest);
            wasInterrupted |= Thread.interrupted();
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a pause in progress, of the thread given. */
    void end(Thread thread) {
        over = true;
        LockSupport.unpark(thread);
    }

    /** Whether it has been held back for a while now. */
    synchronized boolean isFlooding(long now) {
        fill(now);
        return isEmpty && now - emptySince >= PATIENCE;
    }

    /** How long to wait after one more. */
    synchronized long take(long now) {
        fill(now);
        left--;
        if (left >= 0) {
            return 0;
        }
        if (!isEmpty) {
            isEmpty = true;
            emptySince = now;
        }
        return Math.max(0, filledAt - left * REFILL - now);
    }

    private void fill(long now) {
        long gained = Math.max(0, (now - filledAt) / REFILL);
        if (gained > 0) {
            filledAt += gained * REFILL;
            left = Math.min(MOST, left + gained);
        }
        // One who pauses for a moment after a flood has not calmed down yet.
        if (left > MOST / 4) {
            isEmpty = false;
        }
    }
}
