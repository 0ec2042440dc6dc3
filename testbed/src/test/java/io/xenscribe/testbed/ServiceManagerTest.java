package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager is told, by a socket in its place. */
@NeedsRig
class ServiceManagerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path runtime;

    @Test
    void isToldThatTheAgentIsReadyHowItDoesAndThatItEnds() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(socket());
                Agent agent = Agent.start(guest, manager.command(Places.TREE), runtime)) {
            Eventually.within(SOON, () -> assertThat(manager.notices()).anyMatch(text -> text.contains("READY=1")));
            assertThat(rig.read("data/updated"))
                    .as("ready is who has published")
                    .isPresent();
            assertThat(manager.notices().getLast()).matches("(READY=1\\|)?STATUS=\\d+ keys in /dev/xen/xenbus");
            long ready = readies(manager);
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            String before = manager.notices().getLast();
            Eventually.within(
                    SOON, () -> assertThat(manager.notices().getLast()).isNotEqualTo(before));
            assertThat(agent.stop()).isZero();
            Eventually.within(
                    SOON, () -> assertThat(manager.notices().getLast()).isEqualTo("STOPPING=1"));
            assertThat(readies(manager)).isEqualTo(ready).isEqualTo(1);
            assertThat(manager.beats()).as("there is no watchdog").isZero();
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void isToldOfAReload() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(socket());
                Agent agent = Agent.start(guest, manager.command(Places.TREE), runtime)) {
            Eventually.within(SOON, () -> assertThat(readies(manager)).isEqualTo(1));
            Run.of("kill", "-HUP", Long.toString(agent.pid())).orFail();
            Eventually.within(SOON, () -> assertThat(readies(manager)).isEqualTo(2));
            assertThat(manager.notices())
                    .filteredOn(text -> !text.startsWith("STATUS="))
                    .satisfiesExactly(
                            text -> assertThat(text).startsWith("READY=1"),
                            text -> assertThat(text).matches("RELOADING=1\\|MONOTONIC_USEC=\\d+"),
                            text -> assertThat(text).isEqualTo("READY=1"));
        }
    }

    /** Off Xen; an end without having been ready would be a failure of the unit. */
    @Test
    void whereThereIsNothingToDoTheUnitDoesNotFail() throws Throwable {
        try (NotifySocket manager = NotifySocket.at(socket())) {
            Run run = Run.of(manager.command(Places.TREE));

            assertThat(run.code()).as(run.text()).isZero();
            Eventually.within(SOON, () -> assertThat(manager.notices()).hasSize(2));
            assertThat(manager.notices().getFirst())
                    .startsWith("READY=1|STATUS=")
                    .contains("nothing to report");
            assertThat(manager.notices().getLast()).isEqualTo("STOPPING=1");
        }
    }

    private static long readies(NotifySocket manager) {
        return manager.notices().stream()
                .filter(text -> text.contains("READY=1"))
                .count();
    }

    @Test
    void theWatchdogIsToldWhileTheStoreIsGone() throws Throwable {
        Path device = runtime.resolve("xenbus");
        try (Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(socket());
                Agent agent = Agent.start(
                        guest, withStore(manager, Files.createSymbolicLink(device, rig.device())), runtime)) {
            Eventually.within(SOON, () -> assertThat(manager.beats()).isGreaterThan(5));
            Files.delete(device);
            rig.command("garbage", "huge-len");
            Eventually.within(
                    SOON, () -> assertThat(manager.notices().getLast()).contains("the store cannot be used"));
            long before = manager.beats();
            Eventually.within(SOON, () -> assertThat(manager.beats()).isGreaterThan(before + 5));
            Files.createSymbolicLink(device, rig.device());
            Eventually.within(
                    Duration.ofSeconds(60),
                    () -> assertThat(manager.notices().getLast()).matches("STATUS=\\d+ keys in .*"));
            assertThat(agent.stop()).isZero();
        }
    }

    private static List<String> withStore(NotifySocket manager, Path device) {
        List<String> command = new ArrayList<>(manager.command(Places.TREE, "WATCHDOG_USEC=1000000"));
        command.add("--store=xenbus:" + device);
        return command;
    }

    /** Its thread is held in a system call by strace; all others run on. */
    @Test
    void aPublisherThatIsStuckFailsTheWatchdog() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(socket());
                Agent agent = Agent.start(guest, manager.command(Places.TREE, "WATCHDOG_USEC=1000000"), runtime)) {
            Eventually.within(SOON, () -> assertThat(manager.beats()).isGreaterThan(5));
            Process strace = new ProcessBuilder(
                            "strace",
                            "-qq",
                            "-o",
                            "/dev/null",
                            "-p",
                            publisherThread(agent.pid()),
                            "-e",
                            "inject=poll,ppoll,futex:delay_enter=30000000")
                    .start();
            try {
                Eventually.within(
                        SOON,
                        () -> assertThat(manager.isSilentFor(
                                        Duration.ofSeconds(2).toNanos()))
                                .isTrue());
                assertThat(agent.isAlive()).isTrue();
            } finally {
                strace.destroyForcibly().waitFor();
            }
        }
    }

    /** A Java runtime's launcher starts the thread that becomes {@code main} before any other. */
    private static String publisherThread(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            List<Long> ids = tasks.map(task -> Long.parseLong(task.getFileName().toString()))
                    .sorted()
                    .toList();
            return Long.toString(ids.get(1));
        }
    }

    @Test
    void theJournalGetsPrioritiesInsteadOfWords() throws Throwable {
        List<String> command = List.of(
                "sh",
                "-c",
                "JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2) exec \"$0\" run --config \"$1\"",
                Places.TREE.resolve("bin/xenscribe").toString(),
                Agent.config(runtime, "xcp-ng").toString());
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XL);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, runtime)) {
            Eventually.within(SOON, () -> assertThat(agent.output()).contains("<4>"));
            assertThat(agent.output().lines()).allMatch(line -> line.startsWith("<4>") || line.startsWith("<6>"));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    private String socket() {
        return runtime.resolve("notify").toString();
    }
}
