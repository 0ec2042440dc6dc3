package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in JavaScript with the packaged trees: the plain one, and a copy with what is laid over it. */
class ScriptTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long ANONYMOUS_KIB = 42 * 1024;
    private static final String MAPPING = "mapping: mappings/xcp-ng.yaml\nkeys:\n";

    @TempDir
    static Path elsewhere;

    @TempDir
    Path folder;

    private static Path scripting;

    @BeforeAll
    static void layOver() {
        scripting = elsewhere.resolve("tree");
        Run.of(List.of("cp", "-r", Places.TREE.toString(), scripting.toString()))
                .orFail();
        Run.of(List.of("cp", "-r", Places.SCRIPTING + "/.", scripting.toString()))
                .orFail();
    }

    @AfterAll
    static void removeTheCopy() {
        Run.of(List.of("rm", "-rf", scripting.toString())).orFail();
    }

    @Test
    void withoutThePackageNothingOfItIsThereAndARuleThatNeedsItSaysSo() throws IOException {
        try (Stream<Path> files = Files.walk(Places.TREE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(
                            name -> name.contains("javascript") || name.contains("graal") || name.contains("truffle"))
                    .doesNotContain("js");
        }
        Path config = config("  data/script: {js: '`${memory.total}`'}\n");
        Run run = Run.of(Places.TREE + "/bin/xenscribe", "config", "check", "--config", config.toString());
        assertThat(run.lines())
                .filteredOn(line -> line.contains("scripts"))
                .singleElement()
                .asString()
                .contains(config + ":3:17", "install the plugin 'javascript'");
    }

    @Test
    void aScriptsResultIsPublishedAndNothingIsWrittenBeside() throws Throwable {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path config = config("  data/script: {js: '`total ${memory.total > 0}`'}\n");
        try (Daemon daemon = new Daemon(config, "-Duser.home=" + home)) {
            Eventually.within(
                    SOON,
                    () -> assertThat(daemon.shown()).anyMatch(line -> line.endsWith("data/script = \"total true\"")));
            assertThat(FootprintTest.anonymousKib(daemon.process.pid())).isLessThanOrEqualTo(ANONYMOUS_KIB);
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.shown())
                    .noneMatch(line -> line.contains("WARN") || line.contains("ERROR") || line.startsWith("["));
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void theExamplesPassTheirTests() {
        Path examples = Places.PROJECT.resolve("examples/mappings/scripts.yaml");
        assertThat(Run.of(scripting + "/bin/xenscribe", "config", "test", examples.toString())
                        .orFail())
                .endsWith("1 test passed\n");
    }

    @Test
    void theAgentSurvivesWhateverAScriptDoes() throws Throwable {
        Path config = config("""
                  data/js/loop: {js: "for (;;) {} return memory.total"}
                  data/js/array: {js: "const a = []; for (;;) a.push(new Array(1000).fill(memory.total)); return 1"}
                  data/js/huge: {js: "'x'.repeat(900000000) + memory.total"}
                  data/js/deep: {js: "const f = () => f() + memory.total; return f()"}
                  data/js/throws: {js: "throw new Error('no ' + memory.total); return 1"}
                  data/js/big: {js: "'x'.repeat(1000000) + memory.total"}
                  data/js/up: {js: "({'../x': memory.total})"}
                  data/js/last: {js: "'after all of them' + memory.total * 0"}
                """);
        try (Daemon daemon = new Daemon(config)) {
            Eventually.within(
                    SOON,
                    () -> assertThat(daemon.shown())
                            .anyMatch(line -> line.endsWith("data/js/last = \"after all of them0\"")));
            Eventually.within(SOON, () -> {
                for (String name : List.of("loop", "array", "huge", "deep", "throws", "big", "up")) {
                    assertThat(daemon.shown())
                            .filteredOn(line -> line.contains("WARN") && line.contains("data/js/" + name))
                            .as(name)
                            .hasSize(1);
                }
            });
            assertThat(daemon.process.isAlive()).isTrue();
            assertThat(daemon.shown()).noneMatch(line -> line.startsWith("\tat "));
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aPluginWithoutItsEngineSaysWhatIsMissing() throws IOException {
        Path plugin = scripting.resolve("plugins/javascript.jar");
        Path config = config("  data/script: {js: 'memory.total'}\n");
        Files.writeString(config, Files.readString(config) + "plugin-dirs: [" + plugin.getParent() + "]\n");
        Run run = Run.of(Places.TREE + "/bin/xenscribe", "config", "check", "--config", config.toString());
        assertThat(run.text()).contains(plugin + ": warning: the plugin is not used: it needs the class org.graalvm.");
    }

    private Path config(String keys) throws IOException {
        return Files.writeString(folder.resolve("agent.yaml"), MAPPING + keys);
    }

    /** The agent of the tree with scripts, on a store in memory. */
    private final class Daemon implements AutoCloseable {

        private final Process process;
        private final Path output = Places.log("scripts");

        Daemon(Path config, String... options) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of(scripting.resolve("bin/xenscribe").toString(), "run"));
            command.addAll(List.of("--store=memory", "--config=" + config));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("RUNTIME_DIRECTORY", folder.toString());
            builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", Arrays.asList(options)));
            process = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        /** Without what the runtime says of the options from the environment. */
        List<String> shown() throws IOException {
            return Files.readAllLines(output).stream()
                    .filter(line -> !line.startsWith("NOTE: Picked up"))
                    .toList();
        }

        int stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
