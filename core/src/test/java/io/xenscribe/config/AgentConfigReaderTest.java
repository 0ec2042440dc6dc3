package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigReaderTest {

    @TempDir
    private Path folder;

    private Path etc;
    private Path home;
    private final Problems problems = new Problems();

    @BeforeEach
    void folders() {
        etc = folder.resolve("etc/agent.yaml");
        home = folder.resolve("home");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private AgentConfig read() {
        return AgentConfigReader.read(Optional.empty(), etc, home, problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    private List<String> messages() {
        return problems.all().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void theShippedFileShowsTheDefaults() throws IOException {
        write(etc, "");
        AgentConfig defaults = read();
        AgentConfig shipped = AgentConfigReader.read(Optional.of(Path.of("../config/agent.yaml")), etc, home, problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(shipped.log()).isEqualTo(defaults.log());
        assertThat(shipped.nodes()).isEqualTo(defaults.nodes()).isEqualTo(800);
        assertThat(shipped.store()).isEqualTo(defaults.store()).isEqualTo(new StoreChoice.Auto());
        assertThat(defaults.plugins()).isEmpty();
        assertThat(shipped.plugins()).containsOnlyKeys("services");
        assertThat(shipped.isOff("services")).isTrue();
        assertThat(shipped.pluginFolders()).isEqualTo(defaults.pluginFolders());
        assertThat(shipped.mapping()).isEqualTo(Path.of("../config/mappings/auto.yaml"));
        assertThat(shipped.mapping()).exists();
        assertThat(defaults.mapping()).isEqualTo(folder.resolve("etc/mappings/auto.yaml"));
    }

    @Test
    void theNumberOfNodesHasBounds() throws IOException {
        write(etc, "nodes: 400");
        assertThat(read().nodes()).isEqualTo(400);
        assertThat(messages()).isEmpty();
        for (String wrong : List.of("19", "100001", "-5", "many", "1e3", "99999999999")) {
            write(etc, "nodes: " + wrong);
            assertThat(read().nodes()).isEqualTo(800);
        }
        assertThat(messages()).containsExactly("etc/agent.yaml:1:8 'nodes' takes a number from 20 to 100000");
    }

    @Test
    void filesAreFoundInOrder() throws IOException {
        assertThat(AgentConfigReader.read(Optional.empty(), etc, home, problems))
                .isEmpty();
        assertThat(messages())
                .containsExactly(
                        "home/config/agent.yaml: no configuration: neither etc/agent.yaml nor this file exists;"
                                + " --config FILE names another");
        write(home.resolve("config/agent.yaml"), "log: warn");
        assertThat(read().log()).isEqualTo(LogLevel.WARN);
        write(etc, "log: debug");
        assertThat(read().log()).isEqualTo(LogLevel.DEBUG);
        write(folder.resolve("my.yaml"), "log: trace");
        assertThat(AgentConfigReader.read(Optional.of(folder.resolve("my.yaml")), etc, home, problems))
                .hasValueSatisfying(config -> assertThat(config.log()).isEqualTo(LogLevel.TRACE));
    }

    @Test
    void aGivenFileThatIsMissingIsOneProblem() {
        assertThat(AgentConfigReader.read(Optional.of(folder.resolve("x.yaml")), etc, home, problems))
                .isEmpty();
        assertThat(messages()).containsExactly("x.yaml: no such file");
    }

    @Test
    void dropInsMergeInTheOrderOfTheirNames() throws IOException {
        write(etc, """
                plugins: {memory: {period: 60s, deep: {a: 1}}, services: off, disks: off}
                log: warn
                keys: {data/a: 1}
                """);
        Path dropIns = etc.resolveSibling("conf.d");
        write(
                dropIns.resolve("20.yaml"),
                "plugins: {services: ~, memory: {period: 5s}}\nlog: debug\nkeys: {data/b: ~}\n");
        write(dropIns.resolve("10.yaml"), "plugins: {disks: on}\nlog: error\nstore: socket:/run/x.sock\n");
        write(dropIns.resolve("README"), "not: read");
        write(dropIns.resolve(".10.yaml.swp"), "not: read");
        write(dropIns.resolve("30.yml"), "log: trace");
        AgentConfig config = read();

        assertThat(config.log()).isEqualTo(LogLevel.DEBUG);
        assertThat(config.store()).isEqualTo(new StoreChoice.Socket(Optional.of(Path.of("/run/x.sock"))));
        assertThat(config.plugins()).containsOnlyKeys("memory", "disks");
        assertThat(config.isOff("services")).isFalse();
        assertThat(config.isOff("disks")).isFalse();
        assertThat(config.options("memory").orElseThrow().fields()).containsOnlyKeys("period", "deep");
        assertThat(config.options("disks").orElseThrow().fields()).isEmpty();
        assertThat(config.keys())
                .extracting(keys -> keys.fields().keySet())
                .map(Object::toString)
                .containsExactly("[data/a]", "[data/b]");
        assertThat(messages())
                .containsExactly("etc/conf.d/30.yml: warning: is not read: a drop-in's name ends in .yaml");
    }

    @Test
    void mistakesAreNamedAndTheDefaultsHold() throws IOException {
        write(etc, """
                mappng: x
                plugins: {memory: yes, services: off}
                store: xenbsu
                log: verbose
                plugin-dirs: /opt
                keys: [a]
                """);
        AgentConfig config = read();
        assertThat(messages())
                .containsExactly(
                        "etc/agent.yaml:1:1 unknown option 'mappng', did you mean 'mapping'?",
                        "etc/agent.yaml:2:19 'memory' takes a map of options, on or off",
                        "etc/agent.yaml:3:8 unknown store 'xenbsu': auto, xenbus[:PATH], socket[:PATH] or memory is wanted",
                        "etc/agent.yaml:4:6 unknown log level 'verbose': one of error, warn, info, debug, trace is wanted",
                        "etc/agent.yaml:5:14 'plugin-dirs' takes a list of folders",
                        "etc/agent.yaml:6:7 'keys' takes a map, not a list");
        assertThat(config.isOff("services")).isTrue();
        assertThat(config.store()).isEqualTo(new StoreChoice.Auto());
    }

    @Test
    void theMappingLiesBesideTheFileThatNamesItOrAtHome() throws IOException {
        write(home.resolve("config/mappings/xl.yaml"), "");
        write(etc, "mapping: mappings/xl.yaml");
        assertThat(read().mapping()).isEqualTo(home.resolve("config/mappings/xl.yaml"));
        write(folder.resolve("etc/mappings/xl.yaml"), "");
        assertThat(read().mapping()).isEqualTo(folder.resolve("etc/mappings/xl.yaml"));
        write(etc.resolveSibling("conf.d").resolve("a.yaml"), "mapping: own.yaml");
        write(etc.resolveSibling("conf.d").resolve("own.yaml"), "");
        assertThat(read().mapping()).isEqualTo(folder.resolve("etc/conf.d/own.yaml"));
    }

    @Test
    void aWordAloneIsAMappingInItsFolder() throws IOException {
        write(home.resolve("config/mappings/mine.yaml"), "");
        write(etc, "mapping: mine");
        assertThat(read().mapping()).isEqualTo(home.resolve("config/mappings/mine.yaml"));
    }

    @Test
    void pluginFoldersAreRelativeToHome() throws IOException {
        write(etc, "plugin-dirs: [plugins, /opt/plugins]");
        assertThat(read().pluginFolders()).containsExactly(home.resolve("plugins"), Path.of("/opt/plugins"));
    }

    @Test
    void pinsAreReadFromTheFileAndItsDropIns() throws IOException {
        String digest = "0123456789ABCDEF".repeat(4);
        write(etc, "plugin-pins: {memory: " + "1".repeat(64) + "}");
        write(
                etc.resolveSibling("conf.d").resolve("pins.yaml"),
                "plugin-pins: {disks: " + digest + "}\nonly-pinned: true");

        PluginPins pins = read().pins();

        assertThat(pins.of("memory")).hasValue("1".repeat(64));
        assertThat(pins.of("disks")).hasValue(digest.toLowerCase(Locale.ROOT));
        assertThat(pins.of("network")).isEmpty();
        assertThat(pins.only()).isTrue();
        assertThat(messages()).isEmpty();
    }

    @Test
    void withoutPinsEveryPluginIsAccepted() throws IOException {
        write(etc, "log: info");

        assertThat(read().pins()).isSameAs(PluginPins.NONE);
    }

    @Test
    void aPinThatIsNoDigestIsAProblem() throws IOException {
        write(etc, "plugin-pins: {memory: abc}\nonly-pinned: yes");

        assertThat(read().pins().digests()).isEmpty();
        assertThat(messages())
                .containsExactly(
                        "etc/agent.yaml:1:23 'memory' takes the SHA-256 of the plugin's jar, 64 hexadecimal digits, as"
                                + " sha256sum prints it",
                        "etc/agent.yaml:2:14 'only-pinned' takes true or false");
    }

    @Test
    void aFolderOfDropInsThatOthersCanWriteIsAProblem() throws IOException {
        write(etc, "log: info");
        Path dropIns = etc.resolveSibling("conf.d");
        write(dropIns.resolve("a.yaml"), "log: debug");
        Files.setPosixFilePermissions(dropIns, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(read().log()).isEqualTo(LogLevel.INFO);
        assertThat(messages())
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .startsWith("etc/conf.d: is not trusted: it can be written by everybody; 'chmod o-w ")
                        .endsWith("etc/conf.d' helps"));
    }
}
