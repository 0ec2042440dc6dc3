package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WarningsTest {

    private static final long START = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos();

    private final CapturedLog log = new CapturedLog();
    private final Warnings warnings = new Warnings(LoggerFactory.getLogger(WarningsTest.class));

    @AfterEach
    void release() {
        log.close();
    }

    /** After the start, in a clock that overflows before long. */
    private static long millis(long count) {
        return START + Duration.ofMillis(count).toNanos();
    }

    /** A pass with one condition, by the name and the words of it; with none where the name is empty. */
    private void pass(String key, String text, long now) {
        warnings.begin();
        if (!key.isEmpty()) {
            warnings.add(key, text, now);
        }
        warnings.end(now);
        warnings.tell(now);
    }

    @Test
    void aConditionIsToldOnceWhenItIsCalmInItsLastWords() {
        pass("slots", "3 left out", START);
        pass("slots", "484 left out", millis(900));
        warnings.tell(millis(1_100));
        assertThat(log.lines("left out")).isEmpty();
        assertThat(warnings.nanosUntilDue(millis(1_100)))
                .isEqualTo(Duration.ofMillis(800).toNanos());

        warnings.tell(millis(1_900));
        assertThat(log.lines("left out")).singleElement().asString().contains("484");
        assertThat(warnings.nanosUntilDue(millis(1_900))).isEqualTo(Long.MAX_VALUE);

        pass("slots", "485 left out", millis(5_000));
        warnings.tell(millis(9_000));
        assertThat(log.lines("left out")).hasSize(1);
    }

    @Test
    void whileOtherThingsChangeItIsNotCalmButNotForEver() {
        pass("slots", "3 left out", START);
        for (int i = 1; i <= 49; i++) {
            warnings.postpone(millis(100L * i));
            warnings.tell(millis(100L * i));
        }
        assertThat(log.lines("left out")).isEmpty();
        warnings.postpone(millis(5_000));
        warnings.tell(millis(5_000));
        assertThat(log.lines("left out")).hasSize(1);
    }

    @Test
    void theEndIsToldToo() {
        pass("slots", "3 left out", START);
        warnings.tell(millis(1_000));
        pass("", "", millis(60_000));
        assertThat(log.lines("over: 3 left out")).isEmpty();
        assertThat(warnings.nanosUntilDue(millis(60_000)))
                .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        warnings.tell(millis(61_000));
        assertThat(log.lines("over: 3 left out")).hasSize(1);
        pass("", "", millis(70_000));
        assertThat(log.lines("left out")).hasSize(2);
    }

    @Test
    void whatWasNeverToldHasNoEnd() {
        pass("slots", "3 left out", START);
        pass("", "", millis(500));
        warnings.tell(millis(5_000));
        warnings.tellAll(millis(5_000));
        assertThat(log.lines("left out")).isEmpty();
        assertThat(warnings.nanosUntilDue(millis(5_000))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aConditionThatComesBackWeeksLaterIsToldAgain() {
        for (int week = 0; week < 60; week++) {
            long begin = millis(Duration.ofDays(7L * week).toMillis());
            pass("slots", "3 left out", begin);
            warnings.tell(begin + Duration.ofSeconds(2).toNanos());
            pass("", "", begin + Duration.ofMinutes(5).toNanos());
            warnings.tell(begin + Duration.ofMinutes(6).toNanos());
            pass("", "", begin + Duration.ofHours(2).toNanos());
        }
        assertThat(log.lines("left out")).hasSize(120);
    }

    @Test
    void oneThatComesAndGoesDoesNotFloodTheLog() {
        long day = Duration.ofDays(1).toMillis();
        for (long now = 0; now < day; now += 5_000) {
            boolean there = now / 5_000 % 2 == 0;
            pass(there ? "slots" : "", "3 left out", millis(now));
            warnings.tell(millis(now + 1_000));
        }
        assertThat(log.lines("left out")).hasSizeBetween(30, 100);
    }

    @Test
    void oneThatLastsWhenTheSilenceIsOverIsTold() {
        for (int i = 0; i < 3; i++) {
            pass("slots", "3 left out", millis(i * 10_000L));
            warnings.tell(millis(i * 10_000L + 2_000));
            pass("", "", millis(i * 10_000L + 5_000));
            warnings.tell(millis(i * 10_000L + 7_000));
        }
        pass("slots", "3 left out", millis(30_000));
        warnings.tell(millis(60_000));
        assertThat(log.lines("left out")).hasSize(6);
        long wait = warnings.nanosUntilDue(millis(60_000));
        assertThat(wait).isEqualTo(Duration.ofSeconds(22).toNanos());
        warnings.tell(millis(60_000) + wait);
        assertThat(log.lines("left out")).hasSize(7);
    }

    @Test
    void manyConditionsAreNotAllKept() {
        warnings.begin();
        for (int i = 0; i < 1_000; i++) {
            warnings.add("slots " + i, i + " left out", START);
        }
        warnings.end(START);
        warnings.tell(millis(2_000));
        assertThat(log.lines("left out")).hasSize(200);
        assertThat(log.lines("more than 200 warnings")).hasSize(1);
    }

    @Test
    void atTheEndAllIsTold() {
        warnings.begin();
        warnings.add("a", "first thing", START);
        warnings.add("b", "second thing", START);
        warnings.end(START);
        warnings.tellAll(START);
        warnings.tellAll(START);
        assertThat(log.lines("thing")).hasSize(2);
    }
}
