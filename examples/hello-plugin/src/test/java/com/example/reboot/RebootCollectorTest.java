package com.example.reboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.testkit.FixtureContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebootCollectorTest {

    private static final RebootOptions EACH_MINUTE = new RebootOptions(Duration.ofSeconds(60));

    @Test
    void namesThePackagesThatWait() throws Exception {
        var context = FixtureContext.<RebootFacts>of(Path.of("fixtures/pending")).options(EACH_MINUTE);

        context.run(new RebootCollector());

        assertThat(context.last())
                .isEqualTo(new RebootFacts(true, List.of("linux-image-6.8.0-45-generic", "libc6")));
    }

    @Test
    void seesANewMarkAtTheNextLook(@TempDir Path folder) throws Exception {
        Path run = Files.createDirectory(folder.resolve("run"));
        var context = FixtureContext.<RebootFacts>of(folder)
                .options(EACH_MINUTE)
                .then(() -> Files.createFile(run.resolve("reboot-required")));

        context.run(new RebootCollector());

        assertThat(context.published())
                .containsExactly(new RebootFacts(false, List.of()), new RebootFacts(true, List.of()));
        assertThat(context.waits()).containsOnly(Duration.ofSeconds(60));
    }
}
