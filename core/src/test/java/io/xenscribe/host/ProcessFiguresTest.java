package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

    @Test
    void theKernelsFigures() {
        String status =
                "Name:\tjava\nVmRSS:\t   40124 kB\nRssAnon:\t   14336 kB\nRssFile:\t   25788 kB\nThreads:\t18\n";

        assertThat(ProcessFigures.of(status, 1, 2))
                .isEqualTo(new ProcessFigures(1, 2, OptionalLong.of(14_680_064), OptionalLong.of(18)));
    }

    @Test
    void whatIsNotToldIsAbsent() {
        assertThat(ProcessFigures.of("Threads:\n", 1, 2))
                .isEqualTo(new ProcessFigures(1, 2, OptionalLong.empty(), OptionalLong.empty()));
    }
}
