package io.xenscribe.plugin.network;

import java.io.IOException;
import java.time.Duration;

/** How long to wait before the kernel is asked again: longer each time, and short again after a quiet while. */
final class Patience {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final int MOST_FAILURES = 10;

    private Duration pause = SHORTEST;
    private long lastTime;
    private boolean everAsked;
    private int failures;

    /**
     * The pause before the next try.
     *
     * @param now as {@link System#nanoTime} gives it
     * @throws IOException when too many listings in a row have failed
     */
    Duration pauseAfter(IOException reason, long now) throws IOException {
        failures++;
        if (failures >= MOST_FAILURES) {
            throw new IOException(
                    "the network interfaces could not be listed, " + failures + " times in a row: "
                            + reason.getMessage(),
                    reason);
        }
        boolean afterQuiet = !everAsked || now - lastTime > QUIET.toNanos();
        Duration twice = pause.multipliedBy(2);
        pause = afterQuiet ? SHORTEST : twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        lastTime = now;
        everAsked = true;
        return pause;
    }

    void listed() {
        failures = 0;
    }
}
