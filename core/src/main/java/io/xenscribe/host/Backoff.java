package io.xenscribe.host;

import java.time.Duration;

/**
 * How long to wait before a collector that failed is started again.
 *
 * @param first the pause after the first failure; each further one doubles it
 * @param longest what it does not grow beyond
 * @param well how long a run must last before a failure counts as the first again
 */
record Backoff(Duration first, Duration longest, Duration well) {

    static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** @param failures how many runs in a row have failed, at least 1 */
    Duration pause(int failures) {
        Duration pause = first;
        for (int i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
