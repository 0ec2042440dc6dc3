package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the packaged tree, as an administrator of the guest gives them. */
@NeedsRig
class CommandTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PROGRAM = Places.TREE + "/bin/xenscribe";

    /** The kernel's /proc takes no new entries, so a copy of links stands before it: $1 is a folder for the real one. */
    private static final String OTHER_PROC = """
            set -e
            mkdir -p "$1/proc"
            mount --bind /proc "$1/proc"
            names=$(ls /proc)
            mount -t tmpfs tmpfs /proc
            for name in $names; do ln -s "$1/proc/$name" "/proc/$name"; done
            """;

    @TempDir
    Path folder;

    @Test
    void storeCommandsReachDom0AndBack() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            assertThat(xenscribe(guest, "store", "write", "data/a", "one").orFail())
                    .isEmpty();
            xenscribe(guest, "store", "write", "data/b/c", "zwölf").orFail();
            assertThat(rig.list("data")).containsEntry("data/a", "one").containsKey("data/b/c");
            assertThat(xenscribe(guest, "store", "read", "data/a", "data/b/c").lines())
                    .containsExactly("one", "zwölf");
            assertThat(xenscribe(guest, "store", "ls", "data").lines())
                    .containsExactlyInAnyOrder("a = \"one\"", "b = \"\"", "  c = \"zwölf\"");
            assertThat(xenscribe(guest, "store", "ls").text()).contains("\n  a = \"one\"\n");

            Run absent = xenscribe(guest, "store", "read", "data/a", "data/none");
            assertThat(absent.code()).isEqualTo(1);
            assertThat(absent.lines()).containsExactlyInAnyOrder("one", "data/none: there is no such node");
            assertFails(xenscribe(guest, "store", "ls", "data/none"), 1, "data/none: there is no such node");
            assertFails(xenscribe(guest, "store", "write", "vm", "mine"), 1, "WRITE vm", "EACCES");
            assertFails(xenscribe(guest, "store", "write", "data/a b", "x"), 1, "data/a b");

            xenscribe(guest, "store", "rm", "data/b", "data/a").orFail();
            assertThat(rig.list("data")).doesNotContainKeys("data/a", "data/b", "data/b/c");
        }
    }

    @Test
    void storeWatchPrintsEachChangeAsItHappens() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            Path output = folder.resolve("watch");
            Process watch = guest.inside(List.of(PROGRAM, "store", "watch", "data"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                // When the watch is there is not to be seen, so the first changes are repeated until one is.
                int[] count = {0};
                Eventually.within(SOON, () -> {
                    xenscribe(guest, "store", "write", "data/first", "v" + count[0]++)
                            .orFail();
                    assertThat(Files.readString(output)).contains("data/first = \"v");
                });
                xenscribe(guest, "store", "write", "data/x", "1").orFail();
                Eventually.within(
                        SOON, () -> assertThat(Files.readAllLines(output)).contains("data/x = \"1\""));
                xenscribe(guest, "store", "rm", "data/x").orFail();
                Eventually.within(
                        SOON, () -> assertThat(Files.readAllLines(output)).endsWith("data/x is gone"));
            } finally {
                watch.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void previewIsWhatTheAgentPublishes() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            Map<String, String> before = rig.list("attr");
            assertThat(xenscribe(guest, "preview").orFail())
                    .contains("attr/vif/0/ipv4/0 = \"192.0.2.10\"")
                    .contains("# xcp-ng.yaml:");
            assertThat(xenscribe(guest, "preview", "--diff").orFail()).contains("+ attr/vif/0/ipv4/0 = \"192.0.2.10\"");
            assertThat(rig.list("attr")).as("a preview writes nothing").isEqualTo(before);

            try (Agent agent = Agent.start(guest, folder)) {
                // Link-local addresses come a little later; nothing else does.
                Eventually.within(
                        SOON,
                        () -> assertThat(xenscribe(guest, "preview", "--diff").lines())
                                .filteredOn(line -> !line.contains("data/meminfo_free"))
                                .isEmpty());
                assertThat(agent.stop()).isZero();
            }
        }
    }

    @Test
    void factsOfAnotherPlaceAndTimeCanBePreviewed() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            assertThat(xenscribe(guest, "facts").orFail())
                    .contains("network.interfaces[0].vif = 0\n")
                    .contains(".address = 192.0.2.10\n");
            Path facts = folder.resolve("facts.json");
            Files.writeString(facts, xenscribe(guest, "facts", "--json").orFail());
            guest.ip("addr del 192.0.2.10/24 dev enX0");
            assertThat(xenscribe(guest, "preview", "--facts", facts.toString()).orFail())
                    .contains("attr/vif/0/ipv4/0 = \"192.0.2.10\"");
            assertThat(xenscribe(guest, "preview").orFail()).doesNotContain("192.0.2.10");
        }
    }

    @Test
    void aDryRunPrintsWritesAndMakesNone() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            try (WatchLog log = rig.watch("attr", "data", "control");
                    Agent agent = Agent.start(guest, folder, "--dry-run")) {
                Eventually.within(
                        SOON, () -> assertThat(agent.output()).contains("+ attr/vif/0/ipv4/0 = \"192.0.2.10\"\n"));
                guest.ip("addr del 192.0.2.10/24 dev enX0");
                Eventually.within(SOON, () -> assertThat(agent.output()).contains("- attr/vif/0/ipv4\n"));
                assertThat(agent.stop()).isZero();
                assertThat(log.events()).isEmpty();
            }
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void inTheControlDomainThereIsNothingToDo() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            String script = OTHER_PROC + """
                    mkdir /proc/xen
                    echo control_d > /proc/xen/capabilities
                    exec "$2" run
                    """;
            Run run = Run.of(
                    guest.inside(List.of("unshare", "-m", "sh", "-c", script, "sh", folder.toString(), PROGRAM)));
            assertThat(run.lines())
                    .containsExactly("this is Xen's control domain, not a guest: there is nothing to report");
            assertThat(run.code()).isZero();
            assertThat(rig.read("data/updated")).isEmpty();
        }
    }

    @Test
    void anAgentOfAnotherMakerIsOneWarningAndStandsInTheStatus() throws Throwable {
        Path runtime = folder.resolve("run");
        String script = OTHER_PROC + """
                mkdir /proc/999999999
                echo xe-daemon > /proc/999999999/comm
                exec "$2" run
                """;
        List<String> command = List.of("unshare", "-m", "sh", "-c", script, "sh", folder.toString(), PROGRAM);
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, runtime)) {
            Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());
            Eventually.within(
                    SOON,
                    () -> assertThat(runtime.resolve("status.json")).content().contains("xe-daemon (999999999)"));
            assertThat(agent.stop()).isZero();
            assertThat(agent.warnings("xe-daemon (999999999)")).hasSize(1);
            assertThat(agent.warnings("")).hasSize(1);
        }
    }

    @Test
    void aSecondAgentIsOneWarningAndStandsInTheStatus() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent first = Agent.start(guest, folder)) {
            Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());
            String name = "xenscribe (" + first.pid() + ")";
            try (Agent second = Agent.start(guest, folder)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(xenscribe(guest, "status").text()).contains(name));
                assertThat(second.stop()).isZero();
                assertThat(second.warnings(name)).hasSize(1);
                assertThat(second.warnings("")).hasSize(1);
            }
            assertThat(first.isAlive()).isTrue();
            first.kill();
            try (Agent third = Agent.start(guest, folder)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(xenscribe(guest, "status").text()).contains("process " + third.pid()));
                assertThat(third.stop()).isZero();
                assertThat(third.warnings(""))
                        .as("the lock of a killed agent is gone")
                        .isEmpty();
            }
        }
    }

    @Test
    void statusTellsHowTheAgentDoesAndWhetherItRuns() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XL);
                Guest guest = rig.guest()) {
            assertFails(xenscribe(guest, "status"), 1, "status.json", "has not run");
            String config = Agent.config(folder, "xcp-ng").toString();
            try (Agent agent = Agent.start(guest, folder, "--config", config)) {
                Eventually.within(
                        SOON, () -> assertThat(rig.read("data/updated")).isPresent());
                Eventually.within(SOON, () -> {
                    Run status = xenscribe(guest, "status");
                    assertThat(status.orFail())
                            .contains("process " + agent.pid())
                            .contains("/dev/xen/xenbus, connected")
                            .containsPattern("memory +running")
                            .containsPattern("control/feature-balloon +EACCES");
                });
                assertThat(xenscribe(guest, "status", "--json").orFail())
                        .isEqualTo(Files.readString(folder.resolve("status.json")));
                assertFails(xenscribe(guest, "withdraw"), 1, "xenscribe (" + agent.pid() + ")", "stop it first");
                assertThat(agent.stop()).isZero();
            }
            Run status = xenscribe(guest, "status");
            assertThat(status.code()).isEqualTo(1);
            assertThat(status.text()).contains("the agent does not run").containsPattern("memory +running");
        }
    }

    @Test
    void commandsThatAreReadNoFurtherEndQuietly() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            String script =
                    "for command in facts preview 'store ls' 'plugins describe'; do $0 $command | head -1; done";
            Run run = Run.of(guest.inside(List.of("sh", "-c", script, PROGRAM)));
            assertThat(run.lines()).hasSize(4);
        }
    }

    private static void assertFails(Run run, int code, String... words) {
        assertThat(run.code()).as(run.text()).isEqualTo(code);
        assertThat(run.lines()).singleElement().asString().contains(words);
    }

    private Run xenscribe(Guest guest, String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = guest.inside(command);
        builder.environment().put("RUNTIME_DIRECTORY", folder.toString());
        return Run.of(builder);
    }
}
