package io.xenscribe.plugin.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
    private static final Bytes ANY = Bytes.of(0);

    @Test
    void publishesTheMemoryOfTheFixture() throws Exception {
        assertThat(factsOf("debian-12"))
                .isEqualTo(new MemoryFacts(
                        Bytes.ofKib(24684084),
                        Optional.of(Bytes.ofKib(20899424)),
                        Bytes.ofKib(17320528),
                        Optional.of(Bytes.ofKib(1951740)),
                        Optional.of(Bytes.ofKib(1951484)),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void noSwapIsZeroAndNotAbsent() throws Exception {
        assertThat(factsOf("no-swap").swapTotal()).hasValue(Bytes.of(0));
    }

    @Test
    void whatIsAvailableIsEstimatedForAnOldKernel() throws Exception {
        MemoryFacts facts = factsOf("linux-2.6.32");

        assertThat(facts.free()).isEqualTo(Bytes.ofKib(112048));
        assertThat(facts.available())
                .hasValue(Bytes.ofKib((112048 - 5000) + (253972 + 441200 - 5000) + (60100 - 5000)));
    }

    @Test
    void nothingIsMadeUpForAKernelThatHasNotTheParts() throws Exception {
        assertThat(factsOf("linux-2.6.18").available()).isEmpty();
    }

    @Test
    void tellsWhatTheBalloonHolds() throws Exception {
        MemoryFacts facts = factsOf("ballooned");

        assertThat(facts.total()).as("the kernel's, without the balloon").isEqualTo(Bytes.ofKib(1488012));
        assertThat(facts.allocated()).hasValue(Bytes.ofKib(1572864));
        assertThat(facts.target()).hasValue(Bytes.ofKib(1048576));
    }

    @Test
    void whatTheBalloonDriverWritesOtherwiseIsAbsent(@TempDir Path folder) throws Exception {
        Files.writeString(
                Files.createDirectories(folder.resolve("proc")).resolve("meminfo"), "MemTotal: 8 kB\nMemFree: 4 kB\n");
        Path balloon = Files.createDirectories(folder.resolve("sys/devices/system/xen_memory/xen_memory0"));
        Files.writeString(balloon.resolve("target_kb"), "???\n");
        Files.createDirectories(balloon.resolve("info/current_kb"));

        MemoryFacts facts = FixtureContext.<MemoryFacts>of(folder)
                .options(new MemoryOptions(PERIOD, ANY))
                .run(new MemoryCollector())
                .last();

        assertThat(facts.target()).isEmpty();
        assertThat(facts.allocated()).isEmpty();
    }

    @Test
    void publishesNothingForAChangeThatIsTooSmall(@TempDir Path folder) throws Exception {
        Path meminfo = Files.createDirectories(folder.resolve("proc")).resolve("meminfo");
        Files.writeString(meminfo, "MemTotal: 1048576 kB\nMemFree: 524288 kB\n");
        var context = FixtureContext.<MemoryFacts>of(folder)
                .options(new MemoryOptions(PERIOD, Bytes.ofKib(4096)))
                .then(() -> Files.writeString(meminfo, "MemTotal: 1048576 kB\nMemFree: 526288 kB\n"))
                .then(() -> Files.writeString(meminfo, "MemTotal: 1048576 kB\nMemFree: 528384 kB\n"))
                .then(() -> Files.writeString(meminfo, "MemTotal: 1048575 kB\nMemFree: 528384 kB\n"));

        context.run(new MemoryCollector());

        assertThat(context.published())
                .extracting(facts -> facts.free().kib(), facts -> facts.total().kib())
                .as("what adds up counts, and another total always")
                .containsExactly(tuple(524288L, 1048576L), tuple(528384L, 1048576L), tuple(528384L, 1048575L));
        assertThat(context.waits()).hasSize(4).containsOnly(PERIOD);
    }

    @Test
    void looksAgainAfterEachPeriod(@TempDir Path folder) throws Exception {
        Path meminfo = Files.createDirectories(folder.resolve("proc")).resolve("meminfo");
        Files.writeString(meminfo, "MemTotal: 1024 kB\nMemFree: 512 kB\n");
        var context = FixtureContext.<MemoryFacts>of(folder)
                .options(new MemoryOptions(PERIOD, ANY))
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
        assertThatThrownBy(() -> new MemoryOptions(Duration.ofMillis(999), ANY))
                .hasMessage("period must be at least 1s");
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new MemoryCollector())).isEmpty();
    }

    private static MemoryFacts factsOf(String fixture) throws Exception {
        return FixtureContext.<MemoryFacts>of(Path.of("fixtures", fixture))
                .options(new MemoryOptions(PERIOD, ANY))
                .run(new MemoryCollector())
                .last();
    }
}
