package io.xenscribe.plugin.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeminfoTest {

    private static final String WHOLE = "MemTotal: 8 kB\nMemFree: 4 kB\nMemAvailable: 6 kB\n";

    @Test
    void aNameCountsOnlyAtTheStartOfALine() throws IOException {
        assertThat(read("XMemFree: 1 kB\n MemFree: 2 kB\n" + WHOLE).free()).isEqualTo(Bytes.ofKib(4));
    }

    @Test
    void theLastLineNeedsNoEnd() throws IOException {
        assertThat(read("MemFree: 4 kB\nMemTotal: 8 kB").total()).isEqualTo(Bytes.ofKib(8));
    }

    @Test
    void whatIsNoAmountIsAbsent() throws IOException {
        assertThat(read("MemAvailable: 99999999999999999999 kB\n" + WHOLE).available())
                .isEmpty();
        assertThat(read("MemAvailable: 9007199254740992 kB\n" + WHOLE).available())
                .isEmpty();
        assertThat(read("MemAvailable: kB\n" + WHOLE).available()).isEmpty();
        assertThat(read("MemAvailable: -1 kB\n" + WHOLE).available()).isEmpty();
        assertThat(read("MemAvailable: 12\n" + WHOLE).available()).as("no unit").isEmpty();
        assertThatThrownBy(() -> read("MemTotal:\n").total()).hasMessageContaining("no MemTotal");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 100, 200, 300,    0, 1600",
        "1000, 100, 200, 300,   80, 1300", // 1000 - 100, 300 - 100, 300 - 100
        "1000, 100, 200, 300,  160, 1100", // 1000 - 200, 300 - 150, 300 - 150
        " 100, 100, 200, 300, 8000,    0"
    })
    void estimatesAsTheKernelDoes(long free, long active, long inactive, long slab, long leastFree, long available) {
        String text = "MemFree: " + free + " kB\nActive(file): " + active + " kB\nInactive(file): " + inactive
                + " kB\nSReclaimable: " + slab + " kB\n";

        assertThat(read(text).estimate(Bytes.ofKib(leastFree))).hasValue(Bytes.ofKib(available));
    }

    @Test
    void everyTextIsReadOrRefused() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = WHOLE.getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(6); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            try {
                Meminfo meminfo = new Meminfo(text);
                assertThat(meminfo.available().map(Bytes::kib).orElse(0L)).isNotNegative();
                assertThat(meminfo.estimate(Bytes.of(0)).map(Bytes::kib).orElse(0L))
                        .isNotNegative();
                assertThat(meminfo.total().kib() + meminfo.free().kib()).isNotNegative();
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith("/proc/meminfo has no");
            }
        }
    }

    private static Meminfo read(String text) {
        return new Meminfo(text.getBytes(StandardCharsets.US_ASCII));
    }
}
