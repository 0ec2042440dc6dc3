package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.RuleScript;
import io.xenscribe.config.PluginPins;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginHostTest {

    @TempDir
    Path workshop;

    @TempDir
    Path folder;

    private PluginHost host = host();

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aPluginIsLoadedWithWhatItsJarSays() throws IOException {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        LoadedPlugin plugin = host.loaded().getFirst();
        assertThat(plugin.id()).isEqualTo("weather");
        assertThat(plugin.version()).isEqualTo("1.2.3");
        assertThat(plugin.provider()).isEqualTo("Example");
        assertThat(plugin.path()).isEqualTo(jar);
        LoadedCollector<?> collector = plugin.collectors().getFirst();
        assertThat(collector.name()).isEqualTo("weather");
        assertThat(collector.facts().getName()).isEqualTo("example.Idle$Facts");
    }

    @Test
    void aClassThatDoesNotAnswerIsRefused() throws IOException {
        String silent = "public Silent() { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); }";
        plugin("silent")
                .collector("example.Silent", JarWorkshop.collector("Silent", "silent", silent, ""))
                .jar(folder, "1.jar");
        idle("b", "b").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("b");
        assertThat(host.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason())
                        .startsWith("is given up: example.Silent has not answered within 10 s, at "));
    }

    @Test
    void jarsAreTakenByNameAndFoldersInOrder() throws IOException {
        Path second = workshop.resolve("second");
        idle("c", "c").jar(folder, "3.jar");
        idle("a", "a").jar(folder, "1.jar");
        idle("b", "b").jar(second, "0.jar");
        Files.writeString(folder.resolve("README"), "no jar");

        host.loadAll(folder);
        host.loadAll(second);
        host.loadAll(workshop.resolve("not there"));

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("a", "c", "b");
        assertThat(host.refused()).isEmpty();
    }

    @Test
    void severalCollectorsOfOnePluginKeepTheirOrder() throws IOException {
        plugin("two")
                .collector("example.B", JarWorkshop.collector("B", "b", "", ""))
                .collector("example.A", JarWorkshop.collector("A", "a", "", ""))
                .jar(folder, "two.jar");

        host.loadAll(folder);

        assertThat(host.loaded().getFirst().collectors())
                .extracting(LoadedCollector::name)
                .containsExactly("b", "a");
    }

    @Test
    void anotherPluginOfTheSameIdIsRefused() throws IOException {
        Path first = idle("twin", "one").jar(folder, "1.jar");
        Path second = idle("twin", "two").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::path).containsExactly(first);
        assertThat(host.refused())
                .containsExactly(new RefusedPlugin(
                        second, Optional.of("twin"), "has the id twin that " + first + " has already"));
    }

    @Test
    void anotherPluginOfTheSameFactsIsRefused() throws IOException {
        Path first = idle("one", "memory").jar(folder, "1.jar");
        idle("two", "memory").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("one");
        assertThat(reason()).isEqualTo("gives the facts memory, as " + first + " does already");
    }

    /** Packed it is a thousandth of that. */
    @Test
    void aJarWhoseTextWouldFillTheMemoryIsRefused() throws IOException {
        idle("bomb", "bomb").resource("options.yaml", " ".repeat(1 << 21)).jar(folder, "bomb.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).isEmpty();
        assertThat(reason()).isEqualTo("its options.yaml has more than 1048576 bytes");
    }

    @Test
    void noCodeOfASwitchedOffPluginIsLoaded() throws IOException {
        System.clearProperty("example.loaded");
        String init = "static { System.setProperty(\"example.loaded\", \"yes\"); }";
        plugin("off")
                .collector("example.Off", JarWorkshop.collector("Off", "off", init, ""))
                .jar(folder, "off.jar");
        host = new PluginHost(id -> !id.equals("off"), collector -> Optional.empty(), PluginPins.NONE);

        host.loadAll(folder);

        assertThat(host.unused()).extracting(UnusedPlugin::id).containsExactly("off");
        assertThat(host.loaded()).isEmpty();
        assertThat(host.refused()).isEmpty();
        assertThat(System.getProperty("example.loaded")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"Plugin-Id", "Plugin-Version", "Plugin-Provider", "Plugin-Requires"})
    void aJarThatDoesNotSayWhatItIsIsRefused(String entry) throws IOException {
        idle("bare", "bare").without(entry).jar(folder, "bare.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("its manifest has no " + entry);
    }

    @Test
    void anIdThatCannotBeWrittenInTheConfigurationIsRefused() throws IOException {
        idle("My Plugin", "mine").jar(folder, "mine.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith("its Plugin-Id 'My Plugin' is not words of lower-case letters");
    }

    @Test
    void aFileThatIsNoJarIsRefused() throws IOException {
        Files.writeString(folder.resolve("torn.jar"), "PK and then nothing");
        Files.createDirectory(folder.resolve("unpacked.jar"));

        host.loadAll(folder);

        assertThat(host.refused()).extracting(RefusedPlugin::id).containsOnly(Optional.empty());
        assertThat(host.refused().getFirst().reason()).startsWith("cannot be read as a jar: ");
        assertThat(host.refused().getLast().reason()).isEqualTo("is not a file");
    }

    @ParameterizedTest
    @CsvSource({
        "^7.2.0, needs version ^7.2.0 of the plugin API; this agent has ",
        "<0.0.2, needs version <0.0.2 of the plugin API; this agent has ",
        "soon, its Plugin-Requires is not a range of API versions such as ^0.1.0: '' is no version",
    })
    void aPluginForAnotherApiIsRefused(String requires, String reason) throws IOException {
        idle("future", "future").manifest("Plugin-Requires", requires).jar(folder, "future.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith(reason);
    }

    @Test
    void aJarThatGivesNothingIsRefused() throws IOException {
        plugin("empty").jar(folder, "empty.jar");

        host.loadAll(folder);

        assertThat(reason())
                .isEqualTo("lists no class in META-INF/services/io.xenscribe.api.Collector"
                        + " and none in META-INF/services/io.xenscribe.api.RuleScript");
    }

    @Test
    void aListedClassThatIsMissingIsNamed() throws IOException {
        plugin("lost").lists("example.Lost").jar(folder, "lost.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("lists the class example.Lost, which its jar does not have");
    }

    @Test
    void aListedClassThatIsNoCollectorIsNamed() throws IOException {
        plugin("other")
                .collector("example.Other", "package example; public class Other {}")
                .jar(folder, "other.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("example.Other is not a Collector");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public Broken() { throw new IllegalStateException(\"no luck\"); } "
                        + "| example.Broken cannot be made: IllegalStateException: no luck",
                "static final int N = Integer.parseInt(\"x\");"
                        + "| example.Broken cannot be made: NumberFormatException: For input string: \"x\"",
                "Broken(int n) {} "
                        + "| example.Broken must be a public class with a public constructor without parameters",
                "public Broken() { new Broken(); } | example.Broken cannot be made: java.lang.StackOverflowError",
            })
    void aConstructorThatFailsIsReported(String members, String reason) throws IOException {
        plugin("broken")
                .collector("example.Broken", JarWorkshop.collector("Broken", "broken", members, ""))
                .jar(folder, "broken.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"Not Kebab", "-a", "a-", "a--b", "''", "1a"})
    void factsNeedANameThatMappingsCanWrite(String name) throws IOException {
        idle("named", name).jar(folder, "named.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith("example.Idle names its facts '" + name + "', which is not words of");
    }

    @Test
    void aCollectorThatDoesNotDescribeItselfIsRefused() throws IOException {
        String nothing = "public Class<? extends Record> options() { return null; }";
        String failure = "public Class<? extends Record> options() { throw new RuntimeException(\"not today\"); }";
        plugin("a")
                .collector("example.A", JarWorkshop.collector("A", "a", nothing, ""))
                .jar(folder, "a.jar");
        plugin("b")
                .collector("example.B", JarWorkshop.collector("B", "b", failure, ""))
                .jar(folder, "b.jar");

        host.loadAll(folder);

        assertThat(host.refused())
                .extracting(RefusedPlugin::reason)
                .containsExactly(
                        "example.A gives nothing for its options, which is no record",
                        "example.B does not describe itself: RuntimeException: not today");
    }

    @Test
    void anErrorOfAPluginsOwnCostsOnlyThePlugin() throws IOException {
        String failure = "public Class<NoOptions> options() { throw new AssertionError(\"never\"); }";
        plugin("a")
                .collector("example.A", JarWorkshop.collector("A", "a", failure, ""))
                .jar(folder, "a.jar");
        idle("b", "b").jar(folder, "b.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("AssertionError: never");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("b");
    }

    @Test
    void aJarThatOthersCanWriteIsRefusedAndNoOther() throws IOException {
        Path bad = idle("bad", "bad").jar(folder, "bad.jar");
        idle("good", "good").jar(folder, "good.jar");
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rw-r--rw-"));

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("is not trusted: it can be written by everybody; 'chmod o-w " + bad + "' helps");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("good");
    }

    @Test
    void aFolderThatOthersCanWriteIsRefusedAsAWhole() throws IOException {
        idle("good", "good").jar(folder, "good.jar");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        host.loadAll(folder);

        assertThat(host.loaded()).isEmpty();
        assertThat(host.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.path()).isEqualTo(folder);
            assertThat(refused.reason()).contains("can be written by everybody");
        });
    }

    @Test
    void aPinnedPluginIsLoadedWhenItsContentIsTheOneThatWasPinned() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        String digest = digest(jar);
        host = new PluginHost(
                id -> true, collector -> Optional.empty(), new PluginPins(Map.of("weather", digest), true));

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("weather");
    }

    @Test
    void aPluginThatIsNotTheOneThatWasPinnedIsRefusedWithBothDigests() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        String digest = digest(jar);
        String pinned = "0123456789abcdef".repeat(4);
        idle("other", "other").jar(folder, "other.jar");
        host = new PluginHost(
                id -> true, collector -> Optional.empty(), new PluginPins(Map.of("weather", pinned), false));

        host.loadAll(folder);

        assertThat(reason())
                .isEqualTo("is not the one that plugin-pins names: its SHA-256 is " + digest + ", pinned is " + pinned);
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("other");
    }

    @Test
    void aPluginWithoutAPinIsRefusedWhereOnlyPinnedOnesAreWanted() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host = new PluginHost(id -> true, collector -> Optional.empty(), new PluginPins(Map.of(), true));

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("has no digest in plugin-pins, and 'only-pinned' is true");
    }

    /** Another look, as a reload takes it: beside the host that has the plugins in use. */
    private PluginHost lookAgain(PluginPins pins) {
        PluginHost next = new PluginHost(id -> true, collector -> Optional.empty(), pins);
        next.loadAll(folder, new EarlierPlugins(host, plugin -> true));
        return next;
    }

    @Test
    void aPluginInUseGoesOnWhenItsFolderIsNotTrustedAnyMore() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host.loadAll(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (PluginHost next = lookAgain(PluginPins.NONE)) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused()).extracting(RefusedPlugin::path).containsExactly(folder);
        }
    }

    @Test
    void aPluginInUseGoesOnWhenItIsPinnedAsItIs() throws Exception {
        String digest = digest(idle("weather", "weather").jar(folder, "weather.jar"));
        host.loadAll(folder);

        try (PluginHost next = lookAgain(new PluginPins(Map.of("weather", digest), true))) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused()).isEmpty();
        }
    }

    @Test
    void aPluginInUseThatIsNotAsItIsPinnedNowEnds() throws IOException {
        idle("weather", "weather").jar(folder, "weather.jar");
        host.loadAll(folder);

        try (PluginHost next = lookAgain(new PluginPins(Map.of("weather", "0".repeat(64)), false))) {
            assertThat(next.loaded()).isEmpty();
            assertThat(next.refused())
                    .singleElement()
                    .satisfies(refused ->
                            assertThat(refused.reason()).startsWith("is not the one that plugin-pins names"));
        }
    }

    @Test
    void aPinnedPluginInUseGoesOnWhenItsJarIsExchanged() throws Exception {
        Path jar = idle("weather", "weather").jar(folder, "weather.jar");
        PluginPins pins = new PluginPins(Map.of("weather", digest(jar)), false);
        host = new PluginHost(id -> true, collector -> Optional.empty(), pins);
        host.loadAll(folder);
        Files.move(idle("weather", "other").jar(workshop, "other.jar"), jar, StandardCopyOption.REPLACE_EXISTING);

        try (PluginHost next = lookAgain(pins)) {
            assertThat(next.loaded()).isEqualTo(host.loaded()).hasSize(1);
            assertThat(next.refused())
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.reason())
                            .startsWith("is not the one that plugin-pins names")
                            .endsWith("; what was loaded of it before stays in use"));
        }
    }

    private static String digest(Path jar) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    }

    @Test
    void anObjectionToTheFactsRefusesThePluginAndNoOther() throws IOException {
        idle("bad", "bad").jar(folder, "bad.jar");
        idle("good", "good").jar(folder, "good.jar");
        host = new PluginHost(
                id -> true,
                collector -> collector.name().equals("bad") ? Optional.of("bad.text is a Thread") : Optional.empty(),
                PluginPins.NONE);

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("bad.text is a Thread");
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("good");
    }

    @Test
    void aPluginMayRunScriptsWithOrWithoutFacts() throws Exception {
        plugin("runs").script("example.Js", JarWorkshop.runner("Js", "js")).jar(folder, "1.jar");
        idle("both", "both")
                .script("example.Lua", JarWorkshop.runner("Lua", "lua"))
                .jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.refused()).isEmpty();
        LoadedPlugin runs = host.loaded().getFirst();
        assertThat(runs.collectors()).isEmpty();
        RuleScript script = runs.scripts().getFirst();
        assertThat(script.language()).isEqualTo("js");
        assertThat(script.compile("1 + 1", List.of()).call(List.of())).isEqualTo("1 + 1");
        LoadedPlugin both = host.loaded().getLast();
        assertThat(both.collectors()).extracting(LoadedCollector::name).containsExactly("both");
        assertThat(both.scripts()).extracting(RuleScript::language).containsExactly("lua");
    }

    @Test
    void anotherPluginForTheSameLanguageIsRefused() throws IOException {
        Path first =
                plugin("one").script("example.A", JarWorkshop.runner("A", "js")).jar(folder, "1.jar");
        plugin("two").script("example.B", JarWorkshop.runner("B", "js")).jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("one");
        assertThat(reason()).isEqualTo("runs scripts in js, as " + first + " does already");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "return \"Java Script\";"
                        + "| example.A names its language 'Java Script', which is not words of lower-case letters",
                "return null; | example.A names its language 'null', which is not words of lower-case letters",
                "throw new RuntimeException(\"not today\");"
                        + "| example.A does not say its language: RuntimeException: not today",
            })
    void aScriptRunnerThatDoesNotSayItsLanguageIsRefused(String body, String reason) throws IOException {
        String source = JarWorkshop.runner("A", "js").replace("return \"js\";", body);
        plugin("mute").script("example.A", source).jar(folder, "mute.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith(reason);
    }

    @Test
    void aListedClassThatIsNoRuleScriptIsNamed() throws IOException {
        plugin("other")
                .script("example.Other", JarWorkshop.collector("Other", "other", "", ""))
                .jar(folder, "other.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("example.Other is not a RuleScript");
    }

    @Test
    void itsDefaultOptionsComeWithIt() throws IOException {
        idle("bare", "bare").jar(folder, "1.jar");
        idle("rich", "rich").resource("options.yaml", "period: 60s\n").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded())
                .extracting(LoadedPlugin::defaults)
                .containsExactly(Optional.empty(), Optional.of("period: 60s\n"));
    }

    @Test
    void aRepairedJarIsTriedAgain() throws IOException {
        Path jar = Files.writeString(folder.resolve("weather.jar"), "half of it");
        host.load(jar);
        assertThat(host.refused()).hasSize(1);
        idle("weather", "weather").jar(folder, "weather.jar");

        host.load(jar);

        assertThat(host.refused()).isEmpty();
        assertThat(host.loaded()).hasSize(1);
    }

    @Test
    void aRefusedPluginLeavesItsIdToAnother() throws IOException {
        plugin("again").lists("example.Lost").jar(folder, "1.jar");
        idle("again", "again").jar(folder, "2.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("again");
    }

    @Test
    void anUnloadedPluginIsForgottenByTheVirtualMachine() throws Exception {
        idle("short", "short").jar(folder, "short.jar");
        host.loadAll(folder);
        WeakReference<ClassLoader> loader = new WeakReference<>(
                host.loaded().getFirst().collectors().getFirst().facts().getClassLoader());

        assertThat(host.unload("short")).isTrue();
        assertThat(host.unload("short")).isFalse();

        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
        host.loadAll(folder);
        assertThat(host.loaded()).extracting(LoadedPlugin::id).containsExactly("short");
    }

    private String reason() {
        assertThat(host.refused()).hasSize(1);
        return host.refused().getFirst().reason();
    }

    private JarWorkshop plugin(String id) {
        return JarWorkshop.plugin(workshop, id);
    }

    private JarWorkshop idle(String id, String name) {
        return JarWorkshop.idle(workshop, id, name);
    }

    private static PluginHost host() {
        return new PluginHost(id -> true, collector -> Optional.empty(), PluginPins.NONE);
    }

    @Test
    void listsCannotBeChangedFromOutside() throws IOException {
        idle("fixed", "fixed").jar(folder, "fixed.jar");
        host.loadAll(folder);
        List<LoadedPlugin> before = host.loaded();

        host.unload("fixed");

        assertThat(before).hasSize(1);
        assertThat(host.loaded()).isEmpty();
    }
}
