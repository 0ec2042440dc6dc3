package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration and plugins that change while the agent runs, as dom0's watches see it. */
@NeedsRig
class ReloadTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern RELOADED_AT = Pattern.compile("\"reload\":\\s*\\{\\s*\"at\":\\s*\"([^\"]+)\"");

    @TempDir
    Path folder;

    private Path config;
    private Path runtime;
    private Path dropIn;
    private ExamplePlugin plugin;
    private Rig rig;
    private Guest guest;

    @BeforeEach
    void makeGuest() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        runtime = folder.resolve("run");
        // quiet: the commit keys, which every other change writes again, are left alone.
        config =
                Files.writeString(folder.resolve("agent.yaml"), """
                plugin-dirs: [%s, %s]
                keys:
                  data/rack: {value: B12, quiet: true}
                  data/reboot: {value: "${reboot.required}", quiet: true}
                """.formatted(Places.TREE.resolve("plugins"), plugins));
        dropIn = Files.createDirectories(folder.resolve("conf.d")).resolve("site.yaml");
        plugin = new ExamplePlugin(folder.resolve("workshop"), plugins);
        rig = Rig.up(Daemon.C, Toolstack.XAPI);
        guest = rig.guest();
        guest.ip("addr add 192.0.2.10/24 dev enX0");
    }

    @AfterEach
    void endGuest() throws IOException {
        guest.close();
        rig.close();
    }

    @Test
    void onlyTheKeyWhoseValueChangedIsWritten() throws Throwable {
        try (Agent agent = start();
                WatchLog log = rig.watch("attr", "data", "control")) {
            Files.writeString(dropIn, "keys: {data/rack: {value: C7}}\n");
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/rack")).contains("C7"));
            awaitChange(agent);
            assertThat(paths(log, "data/rack")).containsExactly("data/rack");

            Files.delete(dropIn);
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/rack")).contains("B12"));
            awaitChange(agent);
            assertThat(paths(log, "data/rack")).containsExactly("data/rack", "data/rack");
            assertThat(agent.stop()).isZero();
        }
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() throws Throwable {
        try (Agent agent = start();
                WatchLog log = rig.watch("attr", "data", "control")) {
            reload(agent, "taken");
            Files.writeString(dropIn, "# nothing\n");
            reload(agent, "taken");
            assertThat(paths(log, "")).isEmpty();
            awaitChange(agent);
        }
    }

    @Test
    void aBadFileIsReportedAndTheOldOneStays() throws Throwable {
        try (Agent agent = start();
                WatchLog log = rig.watch("attr", "data", "control")) {
            Files.writeString(dropIn, "keys:\n  data/rack: ${memory.totl}\n  data/other: C7\n");
            reload(agent, "refused");
            assertThat(status()).contains("site.yaml:2");
            assertThat(agent.output()).contains("site.yaml:2");
            awaitChange(agent);
            assertThat(rig.read("data/rack")).contains("B12");
            assertThat(paths(log, "data/")).isEmpty();

            Files.writeString(dropIn, "keys: {data/rack: {value: C7}}\n");
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/rack")).contains("C7"));
            assertThat(status()).doesNotContain("site.yaml:2");
        }
    }

    @Test
    void aPluginComesIsReplacedAndGoes() throws Throwable {
        try (Agent agent = start();
                WatchLog log = rig.watch("attr", "data", "control")) {
            plugin.install(false);
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).contains("false"));
            assertThat(status()).contains("\"reboot\"");

            plugin.install(true);
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).contains("true"));
            awaitChange(agent);
            assertThat(paths(log, "")).containsOnly("data/reboot");

            plugin.remove();
            reload(agent, "taken");
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).isEmpty());
            assertThat(status()).doesNotContain("\"reboot\"");
            awaitChange(agent);
            assertThat(paths(log, ""))
                    .as("no rule is there to say that a removal is quiet, so the host is made to look again")
                    .containsOnly("data/reboot", "attr/PVAddons/MicroVersion");
            assertThat(agent.stop()).isZero();
        }
    }

    @Test
    void aJarIsTakenUpByItselfWhereThatIsWanted() throws Throwable {
        Files.writeString(folder.resolve("conf.d").resolve("reload.yaml"), "reload: on-change\n");
        try (Agent _ = start()) {
            plugin.install(false);
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).contains("false"));
            plugin.install(true);
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).contains("true"));
            plugin.remove();
            Eventually.within(SOON, () -> assertThat(rig.read("data/reboot")).isEmpty());
        }
    }

    private Agent start() throws Throwable {
        Agent agent = Agent.start(guest, runtime, "--config", config.toString());
        Eventually.within(SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/0")).contains("192.0.2.10"));
        Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());
        Eventually.within(SOON, () -> assertThat(status()).contains("published-at"));
        // Link-local addresses come a little later than others.
        for (String vif : List.of("0", "1")) {
            Eventually.within(
                    SOON, () -> assertThat(Vif.addresses(rig, vif, "ipv6")).hasSize(1));
        }
        return agent;
    }

    /** Sends SIGHUP and waits until the agent says what came of it. */
    private void reload(Agent agent, String result) throws Throwable {
        String before = reloadedAt();
        agent.reload();
        Eventually.within(SOON, () -> assertThat(reloadedAt()).isNotEqualTo(before));
        assertThat(status()).containsPattern("\"result\":\\s*\"" + result + "\"");
    }

    private String reloadedAt() throws IOException {
        Matcher matcher = RELOADED_AT.matcher(status());
        return matcher.find() ? matcher.group(1) : "never";
    }

    private String status() throws IOException {
        Path file = runtime.resolve("status.json");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** What an agent publishes after a change, it published after whatever it had to do before. */
    private void awaitChange(Agent agent) throws Throwable {
        guest.ip("addr add 192.0.2.99/24 dev enX1");
        Eventually.within(
                SOON, () -> assertThat(Vif.addresses(rig, "1", "ipv4")).containsValue("192.0.2.99"));
        guest.ip("addr del 192.0.2.99/24 dev enX1");
        Eventually.within(
                SOON, () -> assertThat(Vif.addresses(rig, "1", "ipv4")).isEmpty());
        assertThat(agent.isAlive()).isTrue();
    }

    /** Where events were, without free memory, which changes by itself, and without what {@link #awaitChange} makes. */
    private static List<String> paths(WatchLog log, String below) {
        return log.events().stream()
                .map(WatchLog.Event::path)
                .filter(path -> path.startsWith(below) && !GuestTruth.isRestless(path))
                .filter(path -> !path.startsWith("attr/vif/1/ipv4") && !path.equals("data/updated"))
                .toList();
    }
}
