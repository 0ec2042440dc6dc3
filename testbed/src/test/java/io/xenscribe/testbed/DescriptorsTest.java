package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.host.JarWorkshop;
import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent without descriptors, as dom0 sees it: what cannot be read must not look as if it were not there. */
@NeedsRig
class DescriptorsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void factsThatNobodyCouldReadAreNotPublished() throws Throwable {
        Path mark = folder.resolve("mark");
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        String hoard = "static final java.util.List<Object> HOARD = new java.util.ArrayList<>();";
        JarWorkshop.plugin(folder, "hoarder")
                .against(api())
                .collector("example.Hoarder", JarWorkshop.collector("Hoarder", "hoarder", hoard, hoarding(mark)))
                .jar(plugins, "hoarder.jar");
        Path config = Files.writeString(
                folder.resolve("agent.yaml"),
                "plugin-dirs: [" + Places.TREE.resolve("plugins") + ", " + plugins
                        + "]\nkeys: {data/hoarder: \"${hoarder.text}\"}\n");
        List<String> command = List.of(
                "unshare",
                "--uts",
                "sh",
                "-c",
                "ulimit -n 120; exec \"$0\" run --config \"$1\"",
                Places.TREE.resolve("bin/xenscribe").toString(),
                config.toString());
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, folder.resolve("run"))) {
            Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());
            Eventually.within(SOON, () -> assertThat(rig.read("data/os_name")).isPresent());
            try (WatchLog log = rig.watch("attr", "data", "control")) {
                Files.createFile(mark);
                // Wakes the collector that reads the files of the system.
                Run.of(
                                "nsenter",
                                "-t",
                                "" + agent.pid(),
                                "-u",
                                "--",
                                "sh",
                                "-c",
                                "echo other >/proc/sys/kernel/hostname")
                        .orFail();
                Eventually.within(SOON, () -> assertThat(agent.isAlive()).isFalse());
                assertThat(agent.stop()).isEqualTo(1);
                assertThat(log.events()).allMatch(event -> event.value().isPresent());
            }
            assertThat(agent.warnings("no file can be opened")).hasSize(1);
        }
    }

    /** It waits for a file, takes all descriptors there are, and does not let on. */
    private static String hoarding(Path mark) {
        return """
                while (!context.root().exists("%s")) { context.await(java.time.Duration.ofMillis(20)); }
                try { while (true) { HOARD.add(new java.io.FileInputStream("/proc/self/stat")); } }
                catch (java.io.IOException none) { context.await(Context.FOREVER); }
                """.formatted(mark);
    }

    private static Path api() throws IOException {
        try (Stream<Path> libraries = Files.list(Places.TREE.resolve("lib"))) {
            return libraries
                    .filter(jar -> jar.getFileName().toString().startsWith("plugin-api"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
