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
import java.lang.ref.WeakReference;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The publisher, the collectors and their configuration as the agent has them, on the embedded store. */
class ReloadingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static final String MAPPING = """
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
    private final Xenstore dom0 = memory.guest();
    private final List<String> changes = new ArrayList<>();
    private final BlockingQueue<ReloadReport> reports = new LinkedBlockingQueue<>();
    private Thread running = new Thread();
    private @Nullable Publisher publisher;
    private @Nullable Crew crew;
    private @Nullable Reloading reloading;
    private Optional<ReloadOnChange> onChange = Optional.empty();

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

    @Test
    void aChangedMappingTakesEffectAndNothingElseIsWritten() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        write("mapping.yaml", MAPPING.replace("data/fixed: 1", "data/fixed: 2"));
        ReloadReport report = reload();

        assertThat(report.problems()).isEmpty();
        assertThat(report.isTaken()).isTrue();
        awaitKey("data/fixed", "2");
        assertThat(changes()).containsExactly("data/fixed");
    }

    @Test
    void aMistakeIsReportedAndAllStaysAsItWas() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        Roster before = roster();
        forget();

        write("mapping.yaml", MAPPING + "  data/more: ${wether.text}\n");
        ReloadReport report = reload();

        assertThat(report.isTaken()).isFalse();
        assertThat(report.problems()).hasSize(1);
        assertThat(report.problems().getFirst()).contains("mapping.yaml:5:").contains("did you mean 'weather.text'?");
        assertThat(roster()).isSameAs(before);
        assertThat(changes()).isEmpty();

        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/more", "sunny");
    }

    @Test
    void aPluginThatIsTheSameGoesOnUndisturbed() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        List<CollectorRunner> before = roster().runners();

        put(JarWorkshop.idle(workshop, "other", "other"), "other.jar");
        assertThat(reload().isTaken()).isTrue();

        assertThat(roster().runners()).containsAll(before);
        assertThat(roster().setup().plugins().loaded())
                .extracting(LoadedPlugin::id)
                .containsExactly("other", "weather");
    }

    @Test
    void aReplacedJarIsTakenUpWithoutAKeyBlinking() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        put(reporting("rainy"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", "rainy");
        assertThat(changes()).containsExactly("data/text");
        assertThat(dom0.read("data/fixed")).contains("1");
    }

    @Test
    void aReplacedJarThatSaysTheSameChangesNoKey() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        Roster before = roster();
        forget();

        put(reporting("sunny"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        await(() -> roster().runners().getFirst().health().lastPublish().isPresent());
        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/more", "sunny");

        assertThat(roster().runners()).doesNotContainAnyElementsOf(before.runners());
        assertThat(changes()).containsExactly("data/more");
    }

    @Test
    void aRemovedPluginTakesItsKeysAlongAndIsReleased() throws Exception {
        put(reporting("sunny"), "weather.jar");
        put(JarWorkshop.idle(workshop, "other", "other"), "other.jar");
        write("mapping.yaml", "version: 1\nkeys:\n  data/fixed: 1\n");
        write("weather.yaml", MAPPING);
        write("agent.yaml", agentYaml().replace("mapping.yaml", "weather.yaml"));
        start();
        awaitKey("data/text", "sunny");
        WeakReference<ClassLoader> loader = loaderOf("weather");

        Files.delete(folder.resolve("plugins/weather.jar"));
        write("agent.yaml", agentYaml().replace("weather.yaml", "mapping.yaml"));
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", null);
        await(() -> isReleased(loader));
        assertThat(dom0.read("data/fixed")).contains("1");
    }

    @Test
    void whatAReplacedPluginHadLoadedIsReleased() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        WeakReference<ClassLoader> loader = loaderOf("weather");

        put(reporting("rainy"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/text", "rainy");

        await(() -> isReleased(loader));
    }

    @Test
    void aRefusedReloadTakesUpNoPlugin() throws Exception {
        start();
        put(reporting("sunny"), "weather.jar");
        write("mapping.yaml", MAPPING + "  data/more: ${weather.txt}\n");

        assertThat(reload().isTaken()).isFalse();

        assertThat(roster().setup().plugins().loaded()).isEmpty();
        assertThat(dom0.read("data/text")).isEmpty();
    }

    @Test
    void otherOptionsStartThePluginAnew() throws Exception {
        put(
                JarWorkshop.plugin(workshop, "weather")
                        .collector(
                                "example.Weather",
                                JarWorkshop.collector(
                                        "Weather",
                                        "weather",
                                        "public record Sky(String of) {} public Class<Sky> options() { return Sky.class; }",
                                        "context.publish(new Facts(context.options(Sky.class).of()));"))
                        .resource("options.yaml", "of: Mars"),
                "weather.jar");
        start();
        awaitKey("data/text", "Mars");

        write("agent.yaml", agentYaml() + "plugins:\n  weather: {of: Venus}\n");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/text", "Venus");
    }

    @Test
    void aJarThatWasBrokenLeavesThePluginInUse() throws Exception {
        put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");
        forget();

        Path broken = Files.writeString(workshop.resolve("broken"), "not a jar");
        Files.move(broken, folder.resolve("plugins/weather.jar"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(reload().isTaken()).isTrue();

        assertThat(roster().setup().plugins().refused().getFirst().reason())
                .startsWith("cannot be read as a jar")
                .endsWith("; what was loaded of it before stays in use");
        assertThat(roster().setup().plugins().loaded()).hasSize(1);
        assertThat(changes()).isEmpty();
    }

    @Test
    void aJarThatWasWrittenOverInPlaceIsNamed() throws Exception {
        Path jar = put(reporting("sunny"), "weather.jar");
        start();
        awaitKey("data/text", "sunny");

        Path other = reporting("a rainy day").jar(workshop, "other.jar");
        Files.write(jar, Files.readAllBytes(other));
        assertThat(reload().isTaken()).isTrue();

        assertThat(roster().setup().plugins().overwritten()).containsExactly(jar);
        awaitKey("data/text", "a rainy day");
    }

    @Test
    void whatACollectorThatDoesNotEndSaysLaterIsIgnored() throws Exception {
        put(
                JarWorkshop.plugin(workshop, "weather")
                        .collector(
                                "example.Weather",
                                JarWorkshop.collector(
                                        "Weather",
                                        "weather",
                                        "",
                                        "for (int i = 0; ; i++) { context.publish(new Facts(\"deaf \" + i));"
                                                + " try { Thread.sleep(1); } catch (InterruptedException e) {} }")),
                "weather.jar");
        start();
        await(() -> value("data/text").startsWith("deaf "));

        put(reporting("sunny"), "weather.jar");
        assertThat(reload().isTaken()).isTrue();
        awaitKey("data/text", "sunny");
        write("mapping.yaml", MAPPING + "  data/more: ${weather.text}\n");
        assertThat(reload().isTaken()).isTrue();

        awaitKey("data/more", "sunny");
        assertThat(value("data/text")).isEqualTo("sunny");
    }

    @Test
    void requestsThatComeTogetherAreServed() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            reloading().request();
        }
        write("mapping.yaml", "version: 1\nkeys:\n  data/last: 1\n");
        reloading().request();

        awaitKey("data/last", "1");
        assertThat(reports).hasSizeLessThan(22);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void changesAreTakenUpByThemselves() throws Exception {
        start();
        onChange = ReloadOnChange.start(() -> roster().setup(), reloading());

        write("mapping.yaml", "version: 1\nkeys:\n  data/first: 1\n");
        awaitKey("data/first", "1");
        put(reporting("sunny"), "weather.jar");
        await(() -> !roster().setup().plugins().loaded().isEmpty());
        write("mapping.yaml", MAPPING);
        awaitKey("data/text", "sunny");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatAReloadNamesIsWatchedFromThenOn() throws Exception {
        start();
        onChange = ReloadOnChange.start(() -> roster().setup(), reloading());
        Path elsewhere = Files.createDirectories(workshop.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("own.yaml"), "version: 1\nkeys:\n  data/own: 1\n");

        write("agent.yaml", "mapping: " + elsewhere.resolve("own.yaml") + "\n");
        awaitKey("data/own", "1");
        Files.writeString(elsewhere.resolve("own.yaml"), "version: 1\nkeys:\n  data/own: 2\n");
        awaitKey("data/own", "2");
    }

    private JarWorkshop reporting(String text) throws IOException {
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
    private Path put(JarWorkshop plugin, String name) throws IOException {
        Path made = plugin.jar(workshop, name);
        return Files.move(made, folder.resolve("plugins").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String agentYaml() throws IOException {
        return Files.readString(folder.resolve("agent.yaml"));
    }

    private void start() throws XenstoreException {
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

    private Reloading reloading() {
        if (reloading == null) {
            throw new AssertionError("not started");
        }
        return reloading;
    }

    private Roster roster() {
        if (crew == null) {
            throw new AssertionError("not started");
        }
        return crew.roster();
    }

    private ReloadReport reload() throws InterruptedException {
        reloading().request();
        ReloadReport report = reports.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        if (report == null) {
            throw new AssertionError("the reload does not end");
        }
        return report;
    }

    private WeakReference<ClassLoader> loaderOf(String plugin) {
        return new WeakReference<>(roster().setup().plugins().loaded().stream()
                .filter(loaded -> loaded.id().equals(plugin))
                .findFirst()
                .orElseThrow()
                .collectors()
                .getFirst()
                .facts()
                .getClassLoader());
    }

    private static boolean isReleased(WeakReference<ClassLoader> loader) {
        System.gc();
        return loader.get() == null;
    }

    /** The paths that changed since the last {@link #forget}, in order. */
    private List<String> changes() throws XenstoreException {
        boolean _ = dom0.await(Duration.ZERO);
        return List.copyOf(changes);
    }

    private void forget() throws XenstoreException {
        List<String> _ = changes();
        changes.clear();
    }

    private String value(String path) {
        try {
            return dom0.read(path).orElse("");
        } catch (XenstoreException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitKey(String path, @Nullable String value) throws InterruptedException {
        await(() -> value(path).equals(value == null ? "" : value));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(5);
        }
    }
}
