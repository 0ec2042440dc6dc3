package io.xenscribe.plugin.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

    @ParameterizedTest
    @CsvSource({
        "4096, 1048576,  4095, false",
        "4096, 1048576,  4096, true",
        "4096, 1048576, -4096, true",
        "4096,  102400,  1023, false",
        "4096,  102400,  1024, true", // a hundredth of all
        "   0, 1048576,     0, false",
        "   0, 1048576,     1, true",
        "4096,      50,     1, true"
    })
    void aChangeIsNewsFromTheThresholdOn(long leastChange, long total, long change, boolean news) {
        Threshold threshold = new Threshold(Bytes.ofKib(leastChange));
        assertThat(threshold.isNews(facts(total, 8192, 1))).isTrue();

        assertThat(threshold.isNews(facts(total, 8192 + change, 1))).isEqualTo(news);
    }

    @Test
    void anotherTargetIsAlwaysNews() {
        Threshold threshold = new Threshold(Bytes.ofKib(4096));
        assertThat(threshold.isNews(facts(1048576, 8192, 1))).isTrue();
        assertThat(threshold.isNews(facts(1048576, 8192, 1))).isFalse();

        assertThat(threshold.isNews(facts(1048576, 8192, 2))).isTrue();
    }

    private static MemoryFacts facts(long total, long available, long target) {
        return new MemoryFacts(
                Bytes.ofKib(total),
                Optional.of(Bytes.ofKib(available)),
                Bytes.ofKib(4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Bytes.ofKib(target)));
    }
}
