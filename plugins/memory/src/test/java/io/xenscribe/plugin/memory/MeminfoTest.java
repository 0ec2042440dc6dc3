package io.xenscribe.plugin.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
        assertThatThrownBy(() -> read("MemTotal:\n")).hasMessageContaining("no MemTotal");
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
                assertThat(Meminfo.read(text).total()).isNotNull();
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith("/proc/meminfo has no");
            }
        }
    }

    private static MemoryFacts read(String text) throws IOException {
        return Meminfo.read(text.getBytes(StandardCharsets.US_ASCII));
    }
}
