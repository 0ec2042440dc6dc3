package io.xenscribe.publish;

import java.time.Duration;

/** A pause that gets twice as long each time, up to a limit. Times are {@link System#nanoTime} values. For one thread. */
final class GrowingPause {

    private final long first;
    private final long longest;
    private long next;
    private long end;
    private boolean isSet;

    GrowingPause(Duration first, Duration longest) {
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.next = this.first;
    }

    /** Begins a pause; returns how long it is. */
    Duration begin(long now) {
        long pause = next;
        next = Math.min(2 * pause, longest);
        end = now + pause;
        isSet = true;
        return Duration.ofNanos(pause);
    }

    /** There is nothing to wait for, and the next pause is the first one again. */
    void reset() {
        next = first;
        isSet = false;
    }

    /** Whether a pause has begun and is over. */
    boolean isOver(long now) {
        return isSet && now - end >= 0;
    }

    /** How long it lasts yet; {@link Long#MAX_VALUE} when there is none. */
    long nanosLeft(long now) {
        return isSet ? Math.max(0, end - now) : Long.MAX_VALUE;
    }
}
