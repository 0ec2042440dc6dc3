package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final long START = 1_000_000_000_000L;

    private final Pacing pacing = new Pacing(START);

    private void burst(long at) {
        for (int i = 0; i < 8; i++) {
            assertThat(pacing.delay(at)).isZero();
            pacing.pass(at);
        }
    }

    private static long millis(long count) {
        return START + Duration.ofMillis(count).toNanos();
    }

    @Test
    void aFewPassesRunAtOnceAndTheNextWaits() {
        burst(START);
        assertThat(pacing.delay(START)).isEqualTo(Duration.ofMillis(50));
        assertThat(pacing.delay(millis(20))).isEqualTo(Duration.ofMillis(30));
        assertThat(pacing.delay(millis(50))).isZero();
    }

    @Test
    void inAStormTwentyPassesRunInASecond() {
        int passes = 0;
        for (long at = 0; at < 10_000; at++) {
            if (pacing.delay(millis(at)).isZero()) {
                pacing.pass(millis(at));
                passes++;
            }
        }
        assertThat(passes).isBetween(200, 208);
    }

    @Test
    void aLongRestGivesNoMoreThanTheFirstBurst() {
        burst(START);
        burst(millis(3_600_000));
        assertThat(pacing.delay(millis(3_600_000))).isPositive();
    }
}
