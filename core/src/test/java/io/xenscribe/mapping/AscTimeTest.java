package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AscTimeTest {

    /** As {@code LC_ALL=C date '+%a %b %e %T %Y'} prints them. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T03:45:45Z, UTC, Sun Nov 22 03:45:45 2026",
        "2026-01-01T00:00:00Z, UTC, Thu Jan  1 00:00:00 2026",
        "2026-12-31T23:30:09Z, Europe/Berlin, Fri Jan  1 00:30:09 2027",
        "2026-07-04T12:00:00.999Z, America/New_York, Sat Jul  4 08:00:00 2026"
    })
    void isTheLayoutOfTheCLibrary(Instant time, ZoneId zone, String text) {
        assertThat(AscTime.of(time, zone)).isEqualTo(text);
    }
}
