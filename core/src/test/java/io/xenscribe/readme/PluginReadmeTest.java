package io.xenscribe.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plugin's README says of facts and options is what its records, docstrings and {@code options.yaml} say. */
class PluginReadmeTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    /** Set by {@code testbed/readmes}: the page is written, not compared. */
    private static final boolean WRITE = Boolean.getBoolean("xenscribe.readmes.write");

    @TempDir
    Path classes;

    static List<Path> plugins() throws IOException {
        List<Path> plugins = new ArrayList<>(List.of(PROJECT.resolve("examples/hello-plugin")));
        try (Stream<Path> folders = Files.list(PROJECT.resolve("plugins"))) {
            folders.filter(PluginReadmeTest::hasCollector).sorted().forEach(plugins::add);
        }
        return plugins;
    }

    private static boolean hasCollector(Path folder) {
        return Files.exists(folder.resolve("src/main/resources/META-INF/services/io.xenscribe.api.Collector"));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void theReadmeIsWhatTheSourceSays(Path folder) throws IOException {
        Path readme = folder.resolve("README.md");
        try (PluginSource plugin = PluginSource.of(folder, classes)) {
            assertThat(plugin.collectors()).isNotEmpty();
            String present = Files.readString(readme);
            String rewritten = PluginPage.rewritten(plugin, present);
            if (WRITE) {
                Files.writeString(readme, rewritten);
            } else {
                assertThat(present)
                        .as("%s; make it anew with testbed/readmes", PROJECT.relativize(readme))
                        .isEqualTo(rewritten);
            }
        }
    }

    @Test
    void everyPluginWithFactsIsLookedAt() throws IOException {
        assertThat(plugins())
                .extracting(folder -> folder.getFileName().toString())
                .contains("network", "disks");
    }
}
