package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import io.xenscribe.config.Problems;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.FactSnapshot;
import io.xenscribe.publish.Publisher;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The publisher, the collectors and their configuration as the agent has them, on the embedded store. */
abstract class ReloadableAgent {

    private static final Duration LONG = Duration.ofSeconds(20);

    static final String MAPPING = """
            version: 1
            keys:
              data/fixed: 1
              data/text: ${weather.text}
            """;

    @TempDir
    Path workshop;

    @TempDir
    Path folder;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    final Xenstore dom0 = memory.guest();
    private final List<String> changes = new ArrayList<>();
    final BlockingQueue<ReloadReport> reports = new LinkedBlockingQueue<>();
    private Thread running = new Thread();
    private @Nullable Publisher publisher;
    private @Nullable Crew crew;
    private @Nullable Reloading reloading;
    Optional<ReloadOnChange> onChange = Optional.empty();

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(folder.resolve("plugins"));
        write("mapping.yaml", MAPPING);
        write("agent.yaml", "mapping: mapping.yaml\nplugin-dirs:\n- " + folder.resolve("plugins") + "\n");
    }

    @AfterEach
    void stop() throws InterruptedException {
        onChange.ifPresent(ReloadOnChange::close);
        // What it says would be in the log of another test.
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("reload")));
        if (publisher != null && crew != null) {
            publisher.stop();
            running.join();
            crew.stop();
        }
    }

    JarWorkshop reporting(String text) throws IOException {
        return JarWorkshop.plugin(workshop, "weather")
                .collector(
                        "example.Weather",
                        JarWorkshop.collector(
                                "Weather",
                                "weather",
                                "",
                                "context.publish(new Facts(\"" + text
                                        + "\")); context.await(java.time.Duration.ofDays(1));"));
    }

    /** By rename, as jars are to be replaced. */
    Path put(JarWorkshop plugin, String name) throws IOException {
        Path made = plugin.jar(workshop, name);
        return Files.move(made, folder.resolve("plugins").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    String agentYaml() throws IOException {
        return Files.readString(folder.resolve("agent.yaml"));
    }

    void start() throws XenstoreException {
        Problems problems = new Problems();
        Path file = folder.resolve("agent.yaml");
        AgentSetup setup = AgentSetup.load(Optional.of(file), ScriptRunner.Start.AT_FIRST_USE, problems)
                .orElseThrow();
        FactBoard board = new FactBoard(this::wake);
        StoreLine line = new StoreLine(memory::guest);
        Crew made = new Crew(
                setup, new Surroundings(Root.of(Path.of("/")), line::current, line.watches(), board), this::wake);
        line.atFirstConnection(made::start);
        Publisher main = new Publisher(
                line,
                () -> new FactSnapshot(
                        board.snapshot().records(), board.snapshot().pending()),
                setup.mappings().orElseThrow(),
                Optional.empty(),
                new AgentIdentity("test", 1, Instant.now()),
                List.of());
        dom0.watch("data", changed -> changes.add(changed));
        publisher = main;
        crew = made;
        reloading = new Reloading(Optional.of(file), made, main, List.of(new ReloadListener() {
            @Override
            public void reloading() {}

            @Override
            public void reloaded(ReloadReport report) {
                reports.add(report);
            }
        }));
        running = new Thread(main::run, "publisher");
        running.start();
    }

    private void wake() {
        Publisher waiting = publisher;
        if (waiting != null) {
            waiting.wake();
        }
    }

    Reloading reloading() {
        if (reloading == null) {
            throw new AssertionError("not started");
        }
        return reloading;
    }

    Roster roster() {
        if (crew == null) {
            throw new AssertionError("not started");
        }
        return crew.roster();
    }

    ReloadReport reload() throws InterruptedException {
        reloading().request();
        ReloadReport report = reports.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("the reload does not end");
        }
        return report;
    }

    /** The paths that changed since the last {@link #forget}, in order. */
    List<String> changes() throws XenstoreException {
        boolean _ = dom0.await(Duration.ZERO);
        return List.copyOf(changes);
    }

    void forget() throws XenstoreException {
        List<String> _ = changes();
        changes.clear();
    }

    String value(String path) {
        try {
            return dom0.read(path).orElse("");
        } catch (XenstoreException e) {
            throw new AssertionError(e);
        }
    }

    void awaitKey(String path, @Nullable String value) throws InterruptedException {
        await(() -> value(path).equals(value == null ? "" : value));
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
