package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutagesTest {

    /** The clock overflows within the test. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final CapturedLog log = new CapturedLog();
    private final Outages outages = new Outages(LoggerFactory.getLogger(OutagesTest.class));

    @AfterEach
    void release() {
        log.close();
    }

    private void lasts(Duration time) {
        now += time.toNanos();
    }

    @Test
    void onePauseIsTwiceTheOneBeforeUpToHalfAMinute() {
        Duration last = Duration.ZERO;
        for (int attempt = 0; attempt < 12; attempt++) {
            Duration pause = outages.lost("gone", now);
            assertThat(pause).isEqualTo(attempt == 0 ? Duration.ofMillis(100) : min(last.multipliedBy(2)));
            last = pause;
            lasts(pause);
        }
        assertThat(last).isEqualTo(Duration.ofSeconds(30));
        assertThat(log.lines("cannot be used")).hasSize(1);
    }

    private static Duration min(Duration pause) {
        return pause.toSeconds() < 30 ? pause : Duration.ofSeconds(30);
    }

    @Test
    void theEndIsToldAndAGoodConnectionMakesTheNextPauseShort() {
        for (int attempt = 0; attempt < 9; attempt++) {
            lasts(outages.lost("gone", now));
        }
        outages.passed("the device", now);
        outages.passed("the device", now);
        assertThat(log.lines("answers again: the device")).hasSize(1);
        lasts(Duration.ofSeconds(1));
        assertThat(outages.lost("gone", now)).isEqualTo(Duration.ofMillis(100));
        assertThat(log.lines("cannot be used")).hasSize(2);
    }

    @Test
    void connectionsThatAreLostAtOnceAreMadeMoreAndMoreSeldom() {
        Duration pause = Duration.ZERO;
        for (int attempt = 0; attempt < 10; attempt++) {
            outages.passed("the device", now);
            lasts(Duration.ofMillis(900));
            pause = outages.lost("garbage", now);
            lasts(pause);
        }
        assertThat(pause).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aStoreThatComesAndGoesDoesNotFloodTheLog() {
        long end = now + Duration.ofDays(1).toNanos();
        while (now - end < 0) {
            outages.passed("the device", now);
            lasts(Duration.ofSeconds(11));
            lasts(outages.lost("gone", now));
        }
        assertThat(log.lines("cannot be used")).hasSizeBetween(20, 60);
    }
}
