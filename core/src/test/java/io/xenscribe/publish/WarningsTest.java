package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarningsTest {

    private static final long START = 1_000_000_000_000L;

    private final CapturedLog log = new CapturedLog();
    private final Warnings warnings = new Warnings(LoggerFactory.getLogger(WarningsTest.class));

    @AfterEach
    void release() {
        log.close();
    }

    private static long millis(long count) {
        return START + Duration.ofMillis(count).toNanos();
    }

    @Test
    void aConditionIsToldOnceWhenItIsCalmInItsLastWords() {
        warnings.add("slots", "3 left out", START);
        warnings.add("slots", "484 left out", millis(900));
        warnings.tell(millis(1_100));
        assertThat(log.lines("left out")).isEmpty();
        assertThat(warnings.nanosUntilDue(millis(1_100)))
                .isEqualTo(Duration.ofMillis(800).toNanos());

        warnings.tell(millis(1_900));
        assertThat(log.lines("left out")).singleElement().asString().contains("484");
        assertThat(warnings.nanosUntilDue(millis(1_900))).isEqualTo(Long.MAX_VALUE);

        warnings.add("slots", "485 left out", millis(5_000));
        warnings.tell(millis(9_000));
        assertThat(log.lines("left out")).hasSize(1);
    }

    @Test
    void whileOtherThingsChangeItIsNotCalm() {
        warnings.add("slots", "3 left out", START);
        warnings.postpone(millis(500));
        warnings.tell(millis(1_000));
        assertThat(log.lines("left out")).isEmpty();
        warnings.tell(millis(1_500));
        assertThat(log.lines("left out")).hasSize(1);
    }

    @Test
    void atTheEndAllIsTold() {
        warnings.add("a", "first thing", START);
        warnings.add("b", "second thing", START);
        warnings.tellAll();
        warnings.tellAll();
        assertThat(log.lines("thing")).hasSize(2);
    }
}
