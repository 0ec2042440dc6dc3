package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real agent with a small heap, or few descriptors, and a plugin that takes all of them. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ExhaustionTest {

    private static final String HOARD = "static final java.util.List<Object> HOARD = new java.util.ArrayList<>();";

    @TempDir
    Path folder;

    /** What the agent said, and the code it ended with. */
    private record End(int code, List<String> lines) {

        List<String> with(String text) {
            return lines.stream().filter(line -> line.contains(text)).toList();
        }
    }

    private End run(String body) throws Exception {
        Path plugins = folder.resolve("plugins");
        JarWorkshop.plugin(folder, "hog")
                .collector("example.Hog", JarWorkshop.collector("Hog", "hog", HOARD, body))
                .jar(plugins, "hog.jar");
        String ticks = "for (int i = 0; ; i++) { context.publish(new Facts(\"t\" + i));"
                + " context.await(java.time.Duration.ofMillis(10)); }";
        JarWorkshop.plugin(folder, "ticker")
                .collector("example.Ticker", JarWorkshop.collector("Ticker", "ticker", "", ticks))
                .jar(plugins, "ticker.jar");
        Files.writeString(folder.resolve("m.yaml"), """
                version: 1
                keys:
                  data/hog: ${hog.text}
                  data/ticker: ${ticker.text}
                """);
        Path config = Files.writeString(
                folder.resolve("agent.yaml"), "mapping: m.yaml\nstore: memory\nplugin-dirs: [" + plugins + "]\n");
        return run(config);
    }

    private End run(Path config) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n 100; exec \"$@\"",
                        "sh",
                        java,
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.xenscribe.Main",
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(() -> "ends: " + tail(output.toPath()))
                    .isTrue();
            return new End(process.exitValue(), Files.readAllLines(output.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static void assertCleanEnd(End end, String what, String advice) {
        assertThat(end.code()).as(() -> String.join("\n", end.lines())).isEqualTo(1);
        assertThat(end.with("the agent ends"))
                .as(() -> String.join("\n", end.lines()))
                .singleElement()
                .asString()
                .contains(what)
                .contains(advice);
        assertThat(end.with("\tat ")).isEmpty();
    }

    @Test
    void aCollectorThatTakesAllMemory() throws Exception {
        End end = run("context.publish(new Facts(\"x\")); while (true) { HOARD.add(new byte[100_000]); }");

        assertThat(end.with("there is no memory left")).isNotEmpty();
        assertCleanEnd(end, "there is no memory left", "raise -Xmx");
    }

    @Test
    void oneThatDoesNotLetOnUntilAnotherHasNone() throws Exception {
        End end = run("int size = 1_000_000; while (true) { try { HOARD.add(new byte[size]); }"
                + " catch (OutOfMemoryError none) { size = Math.max(16, size / 2); } }");

        assertCleanEnd(end, "there is no memory left", "raise -Xmx");
    }

    @Test
    void aThreadThatNobodyLooksAfter() throws Exception {
        End end = run("Thread own = new Thread(() -> { while (true) { HOARD.add(new byte[100_000]); } }, \"own\");"
                + " own.setDaemon(true); own.start(); context.await(Context.FOREVER);");

        assertCleanEnd(end, "there is no memory left", "raise -Xmx");
    }

    @Test
    void aCollectorThatLeavesFilesOpen() throws Exception {
        End end = run("while (true) { HOARD.add(new java.io.FileInputStream(\"/proc/self/stat\")); }");

        // Who it was takes classes to say, which cannot be opened here.
        assertCleanEnd(end, "no file can be opened", "raise LimitNOFILE");
    }
}
