package io.xenscribe.plugin.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTimeTest {

    @ParameterizedTest
    @ValueSource(strings = {"btime 90", "btime 90\n", "cpu 1 2\nbtime 90\nprocesses 3\n"})
    void isTheLinesNumber(String stat) {
        assertThat(BootTime.in(stat)).hasValue(Instant.ofEpochSecond(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "btime ", "btime -1\n", "xbtime 90\n", "cpu btime 90\n", "btime 99999999999999999999\n"})
    void anythingElseIsNoTime(String stat) {
        assertThat(BootTime.in(stat)).isEmpty();
    }

    @Test
    void theLineMayBeTheLast() {
        assertThat(BootTime.in("cpu 1\nbtime")).isEmpty();
    }
}
