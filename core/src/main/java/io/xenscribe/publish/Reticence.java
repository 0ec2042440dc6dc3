package io.xenscribe.publish;

import java.time.Duration;

/**
 * How often something that comes and goes is worth a line: the first times always, then after growing silences. For one
 * thread; times are {@link System#nanoTime} values.
 */
final class Reticence {

    /** After so long a peace everything is as new. */
    static final long PEACE = Duration.ofHours(1).toNanos();

    private static final int ALWAYS = 3;

    private final GrowingPause silence = new GrowingPause(Duration.ofMinutes(1), Duration.ofHours(1));
    private int times;

    /** How long to be silent yet. */
    long nanosLeft(long now) {
        return times < ALWAYS ? 0 : silence.nanosLeft(now);
    }

    /** It was told once more. */
    void told(long now) {
        times++;
        if (times >= ALWAYS) {
            Duration _ = silence.begin(now);
        }
    }

    void reset() {
        times = 0;
        silence.reset();
    }
}
