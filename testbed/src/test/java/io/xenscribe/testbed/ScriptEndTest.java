package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.host.JarWorkshop;
import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script that was running whenever the agent ran out of memory. */
@NeedsRig
class ScriptEndTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** The script runs nearly all the time, but not quite. */
    private static final int MOST_ENDS = 8;

    private static final String KEY = "data/sum/0";

    /** As often as it may, so that at each moment it is likely to run. */
    private static final int RULES = 8;

    private static final String SCRIPT =
            "let sum = 0; for (let i = 0; i < 300000; i++) sum += i % 7; return hog.text + sum";

    @TempDir
    Path folder;

    private Path tree = Path.of("");
    private Path mark = Path.of("");
    private Path runtime = Path.of("");
    private Path config = Path.of("");

    @BeforeEach
    void layOver() throws IOException {
        tree = folder.resolve("tree");
        mark = folder.resolve("mark");
        runtime = folder.resolve("run");
        config = folder.resolve("agent.yaml");
        Run.of("cp", "-r", Places.TREE.toString(), tree.toString()).orFail();
        Run.of("cp", "-r", Places.SCRIPTING + "/.", tree.toString()).orFail();
        hog();
    }

    @Test
    void isSwitchedOffAfterTwoEndsUntilItChanges() throws Throwable {
        Files.writeString(config, configuration(SCRIPT));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            for (int i = 0; i < MOST_ENDS && !text("scripts.json").contains(": 2"); i++) {
                runOutOfMemory(rig, guest);
            }
            assertThat(text("scripts.json")).contains(": 2");
            try (Agent agent = start(guest)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(text("status.json"))
                                .containsPattern("\"scripts-off\": \\[[^]]*\"\\Q" + config + "\\E:4:"));
                Eventually.within(
                        SOON,
                        () -> assertThat(agent.warnings("was running at two ends of the agent"))
                                .hasSize(RULES));
                assertThat(agent.stop()).isZero();
            }
            Files.writeString(config, configuration(SCRIPT.replace("% 7", "% 9")));
            Optional<String> former = rig.read(KEY);
            try (Agent agent = start(guest)) {
                awaitOther(rig, former);
                assertThat(agent.warnings("two ends")).isEmpty();
                assertThat(agent.stop()).isZero();
            }
        }
    }

    private void runOutOfMemory(Rig rig, Guest guest) throws Throwable {
        Optional<String> former = rig.read(KEY);
        try (Agent agent = start(guest)) {
            awaitOther(rig, former);
            Files.createFile(mark);
            Eventually.within(SOON, () -> assertThat(agent.isAlive()).isFalse());
            assertThat(agent.stop()).isEqualTo(1);
            assertThat(agent.output()).contains("there is no memory left");
        }
        Files.delete(mark);
    }

    private Agent start(Guest guest) throws IOException {
        return Agent.start(guest, tree, runtime, "--config", config.toString());
    }

    private static void awaitOther(Rig rig, Optional<String> former) throws Throwable {
        Eventually.within(SOON, () -> assertThat(rig.read(KEY)).isPresent().isNotEqualTo(former));
    }

    private String text(String file) throws IOException {
        Path path = runtime.resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private String configuration(String script) {
        StringBuilder yaml = new StringBuilder(2048);
        yaml.append("plugin-dirs: [")
                .append(tree.resolve("plugins"))
                .append(", ")
                .append(folder.resolve("plugins"));
        yaml.append("]\nkeys:\n  data/hog: ${hog.text}\n");
        for (int i = 0; i < RULES; i++) {
            yaml.append("  data/sum/")
                    .append(i)
                    .append(": {js: '")
                    .append(script)
                    .append("'}\n");
        }
        return yaml.toString();
    }

    /** Its facts change all the time. Once the mark is there it takes all memory but a little, by which the script goes on. */
    private void hog() throws IOException {
        String body = """
                for (int i = 0; !context.root().exists("%s"); i++) {
                    context.publish(new Facts("t" + i));
                    context.await(java.time.Duration.ofMillis(20));
                }
                while (true) { HOARD.add(new byte[1_000_000]); }
                """.formatted(mark);
        String hoard = "static final java.util.List<Object> HOARD = new java.util.ArrayList<>();";
        try (Stream<Path> libraries = Files.list(tree.resolve("lib"))) {
            Path api = libraries
                    .filter(jar -> jar.getFileName().toString().startsWith("plugin-api"))
                    .findFirst()
                    .orElseThrow();
            JarWorkshop.plugin(folder, "hog")
                    .against(api)
                    .collector("example.Hog", JarWorkshop.collector("Hog", "hog", hoard, body))
                    .jar(Files.createDirectory(folder.resolve("plugins")), "hog.jar");
        }
    }
}
