package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatTest {

    private static final long PID = 77;
    private static final long NOW = Long.parseLong("9223372036854775802");

    @Test
    void itBeatsAtOnceAndThenTwiceInTheLimit() {
        Heartbeat heartbeat = Heartbeat.of("4000000", "77", PID, NOW);

        assertThat(heartbeat.isDue(NOW)).isTrue();
        heartbeat.beat(NOW);
        assertThat(heartbeat.isDue(NOW)).isFalse();
        // The clock's origin is arbitrary, so it may pass the largest number.
        assertThat(heartbeat.nanosUntilDue(NOW + 500)).isEqualTo(2_000_000_000L - 500);
        assertThat(heartbeat.isDue(NOW + 2_000_000_000L)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({",", "0,", "-1,", "x,", "18446744073709551615,", "9223372036854775807,", "4000000, 78"})
    void withoutAWatchdogOfItsOwnItIsNeverDue(@Nullable String micros, @Nullable String pid) {
        Heartbeat heartbeat = Heartbeat.of(micros, pid, PID, NOW);

        assertThat(heartbeat.isDue(NOW)).isFalse();
        assertThat(heartbeat.nanosUntilDue(NOW)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aWatchdogForWhateverProcessIsTaken() {
        assertThat(Heartbeat.of("4000000", null, PID, NOW).isDue(NOW)).isTrue();
        assertThat(Heartbeat.of("4000000", "", PID, NOW).isDue(NOW)).isTrue();
    }
}
