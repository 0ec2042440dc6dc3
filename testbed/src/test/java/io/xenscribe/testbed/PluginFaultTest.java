package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.host.JarWorkshop;
import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of others that do all that they must not. */
@NeedsRig
class PluginFaultTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(5);

    /** What the collectors do, by the name of their facts. */
    private static final Map<String, String> FAULTS = Map.of(
            "thrower", "throw new IllegalStateException(\"boom\");",
            "overflower", "collect(context);",
            "blocker", "while (true) { try { Thread.sleep(Long.MAX_VALUE); } catch (InterruptedException e) { } }",
            "nobody", "context.publish(null);",
            "flooder", "for (int i = 0; ; i++) { context.publish(new Facts(\"f\" + i)); }",
            "swapper", "((Context) context).publish(new Other());");

    private static final String LIAR = """
            package example;
            import io.xenscribe.api.*;
            public class Liar implements Collector<Liar.Facts> {
                public record Facts(String text, String truth) {
                    public String text() { throw new IllegalStateException("no text"); }
                }
                public String name() { return "liar"; }
                public Class<Facts> facts() { return Facts.class; }
                public void collect(Context<Facts> context) { context.publish(new Facts("a", "b")); }
            }
            """;

    private static final String UNSUPPORTED = """
            package example;
            import io.xenscribe.api.*;
            public class Unsupported implements Collector<Unsupported.Facts> {
                public record Facts(java.util.Set<String> names) {}
                public String name() { return "unsupported"; }
                public Class<Facts> facts() { return Facts.class; }
                public void collect(Context<Facts> context) { }
            }
            """;

    @TempDir
    Path folder;

    private Path config;
    private Path plugins;
    private Path runtime;

    @BeforeEach
    void makePlugins() throws IOException {
        plugins = folder.resolve("plugins");
        runtime = folder.resolve("run");
        for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
            String name = fault.getKey();
            String members = "record Other() {}";
            plugin(name)
                    .collector("example.Faulty", JarWorkshop.collector("Faulty", name, members, fault.getValue()))
                    .jar(plugins, name + ".jar");
        }
        plugin("liar").collector("example.Liar", LIAR).jar(plugins, "liar.jar");
        plugin("unsupported").collector("example.Unsupported", UNSUPPORTED).jar(plugins, "unsupported.jar");
        plugin("future")
                .manifest("Plugin-Requires", "^99.0.0")
                .collector("example.Future", JarWorkshop.collector("Future", "future", "", ""))
                .jar(plugins, "future.jar");
        Files.writeString(plugins.resolve("garbage.jar"), "no jar at all");
        config =
                Files.writeString(folder.resolve("agent.yaml"), """
                plugin-dirs: [%s, %s]
                keys:
                  data/thrower: ${thrower.text}
                  data/blocker: ${blocker.text}
                  data/overflower: ${overflower.text}
                  data/nobody: ${nobody.text}
                  data/flooder: ${flooder.text}
                  data/swapper: ${swapper.text}
                  data/liar-text: ${liar.text}
                  data/liar-truth: ${liar.truth}
                """.formatted(Places.TREE.resolve("plugins"), plugins));
    }

    @Test
    void theyCostOnlyTheirOwnFacts() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            try (Agent agent = Agent.start(guest, runtime, "--config", config.toString())) {
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.list("data"))
                                .as(agent.output())
                                .containsKeys("data/updated", "data/os_name", "data/meminfo_total")
                                .containsEntry("data/liar-truth", "b"));
                Eventually.within(
                        SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/0")).contains("192.0.2.10"));
                assertThat(rig.list("data")).doesNotContainKeys("data/thrower", "data/blocker", "data/liar-text");
                // News are still published while some of them fail again and again.
                guest.ip("addr add 192.0.2.11/24 dev enX0");
                Eventually.within(
                        SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/1")).contains("192.0.2.11"));
                Eventually.within(
                        SOON,
                        () -> assertThat(runtime.resolve("status.json"))
                                .content()
                                .containsPattern("\"flooder\",\\s+.*,\\s+\"state\": \"flooding\""));
                for (String name : List.of("thrower", "overflower", "nobody", "swapper")) {
                    Eventually.within(
                            SOON,
                            () -> assertThat(runtime.resolve("status.json"))
                                    .content()
                                    .containsPattern("\"" + name + "\",\\s+.*,\\s+\"state\": \"failing\""));
                }

                Eventually.within(
                        SOON,
                        () -> assertThat(agent.warnings("flooder: publishes all the time"))
                                .hasSize(1));

                long begin = System.nanoTime();
                assertThat(agent.stop()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(END);

                for (String name : List.of("thrower", "overflower", "blocker", "nobody", "swapper", "liar")) {
                    assertThat(agent.warnings(name + ": ")).as(name).hasSize(1);
                }
                assertThat(agent.warnings("flooder: publishes all the time")).hasSize(1);
                for (String name : List.of("unsupported.jar", "future.jar", "garbage.jar")) {
                    assertThat(agent.warnings(name)).as(name).hasSize(1);
                }
                assertThat(agent.output()).doesNotContain("\tat ");
            }
        }
    }

    @Test
    void theListNamesTheRefusedOnesAndWhy() throws IOException {
        List<String> lines = xenscribe("plugins", "list").orFail().lines().toList();
        assertThat(refused(lines, "unsupported.jar")).contains("names").contains("Set");
        assertThat(refused(lines, "future.jar")).contains("^99.0.0");
        assertThat(refused(lines, "garbage.jar")).isNotEmpty();
        Stream<String> loaded = lines.stream().filter(line -> line.startsWith("loaded") || line.startsWith("unused"));
        assertThat(loaded).hasSize(ours() + FAULTS.size() + 1);
    }

    private static int ours() throws IOException {
        try (Stream<Path> jars = Files.list(Places.TREE.resolve("plugins"))) {
            return (int) jars.count();
        }
    }

    @Test
    void factsOfTheOthersAreShownAndTheFaultyOnesNamed() {
        Run run = xenscribe("facts");
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.lines())
                .contains("liar.truth = b")
                .anyMatch(line -> line.startsWith("memory.total = "))
                .contains("thrower: IllegalStateException: boom")
                .anyMatch(line -> line.startsWith("blocker: has reported nothing within"))
                .anyMatch(line -> line.startsWith("nobody: "))
                .anyMatch(line -> line.startsWith("swapper: "))
                .noneMatch(line -> line.contains("\tat "));
    }

    private JarWorkshop plugin(String id) throws IOException {
        try (Stream<Path> libraries = Files.list(Places.TREE.resolve("lib"))) {
            Path api = libraries
                    .filter(jar -> jar.getFileName().toString().startsWith("plugin-api"))
                    .findFirst()
                    .orElseThrow();
            return JarWorkshop.plugin(folder, id).against(api);
        }
    }

    private static String refused(List<String> lines, String jar) {
        return lines.stream()
                .filter(line -> line.startsWith("refused") && line.contains(jar))
                .findFirst()
                .orElseThrow(() -> new AssertionError(jar + " is not among " + lines));
    }

    private Run xenscribe(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Places.TREE + "/bin/xenscribe"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        return Run.of(command);
    }
}
