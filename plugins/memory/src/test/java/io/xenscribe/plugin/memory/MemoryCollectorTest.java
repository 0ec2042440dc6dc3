package io.xenscribe.plugin.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class MemoryCollectorTest {

    private static final Duration PERIOD = Duration.ofSeconds(60);

    @Test
    void publishesTheMemoryOfTheFixture() throws Exception {
        assertThat(factsOf("debian-12"))
                .isEqualTo(new MemoryFacts(
                        Bytes.ofKib(24684084),
                        Optional.of(Bytes.ofKib(20899424)),
                        Bytes.ofKib(17320528),
                        Optional.of(Bytes.ofKib(1951740)),
                        Optional.of(Bytes.ofKib(1951484))));
    }

    @Test
    void noSwapIsZeroAndNotAbsent() throws Exception {
        assertThat(factsOf("no-swap").swapTotal()).hasValue(Bytes.of(0));
    }

    @Test
    void anOldKernelDoesNotTellWhatIsAvailable() throws Exception {
        MemoryFacts facts = factsOf("linux-2.6.32");

        assertThat(facts.available()).isEmpty();
        assertThat(facts.free()).isEqualTo(Bytes.ofKib(112048));
    }

    @Test
    void looksAgainAfterEachPeriod(@TempDir Path folder) throws Exception {
        Path meminfo = Files.createDirectories(folder.resolve("proc")).resolve("meminfo");
        Files.writeString(meminfo, "MemTotal: 1024 kB\nMemFree: 512 kB\n");
        var context = FixtureContext.<MemoryFacts>of(folder)
                .options(new MemoryOptions(PERIOD))
                .then(() -> Files.writeString(meminfo, "MemTotal: 1024 kB\nMemFree: 256 kB\n"));

        context.run(new MemoryCollector());

        assertThat(context.published())
                .extracting(MemoryFacts::free)
                .containsExactly(Bytes.ofKib(512), Bytes.ofKib(256));
        assertThat(context.waits()).hasSize(2).containsOnly(PERIOD);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> factsOf("no-total")).hasMessage("/proc/meminfo has no MemTotal");
        assertThatThrownBy(() -> factsOf("none"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("/proc/meminfo is not there");
    }

    @Test
    void refusesAPeriodThatWouldSpin() {
        assertThatThrownBy(() -> new MemoryOptions(Duration.ofMillis(999))).hasMessage("period must be at least 1s");
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new MemoryCollector())).isEmpty();
    }

    private static MemoryFacts factsOf(String fixture) throws Exception {
        return FixtureContext.<MemoryFacts>of(Path.of("fixtures", fixture))
                .options(new MemoryOptions(PERIOD))
                .run(new MemoryCollector())
                .last();
    }
}
