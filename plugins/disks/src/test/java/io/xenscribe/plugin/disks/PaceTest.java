package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MILLI = 1_000_000;

    @Test
    void aFewAtOnceThenFiveASecond() {
        Pace pace = new Pace();
        long now = 1_000_000 * MILLI;
        for (int i = 0; i < 8; i++) {
            assertThat(pace.pause(now)).isZero();
        }
        assertThat(pace.pause(now + 50 * MILLI)).isEqualTo(Duration.ofMillis(150));
        int looks = 0;
        for (int i = 0; i < 1000; i++) {
            now += 10 * MILLI;
            if (pace.pause(now).isZero()) {
                looks++;
            }
        }
        assertThat(looks).isBetween(49, 51);
    }

    @Test
    void aRestIsSaved() {
        Pace pace = new Pace();
        long now = 1_000_000 * MILLI;
        for (int i = 0; i < 9; i++) {
            pace.pause(now);
        }
        now += 60_000 * MILLI;
        for (int i = 0; i < 8; i++) {
            assertThat(pace.pause(now)).isZero();
        }
        assertThat(pace.pause(now)).isPositive();
    }
}
