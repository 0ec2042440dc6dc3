package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent costs while nothing happens, with all plugins loaded and in use. */
@NeedsRig
class IdleTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MINUTES = 2;
    /** A minute. */
    private static final int WAKE_UPS = 8;

    private static final int THREADS = 20;

    /** The Java runtime's own threads, by the 15 characters that the kernel keeps of their names. */
    private static final Set<String> RUNTIME = Set.of(
            "VM Periodic Tas",
            "VM Thread",
            "Reference Handl",
            "Finalizer",
            "Signal Dispatch",
            "Service Thread",
            "Monitor Deflati",
            "C1 CompilerThre",
            "Common-Cleaner",
            "Notification Th",
            "Cleaner-0");

    /** The publisher; the kernel calls it as the program. */
    private static final String PUBLISHER = "xenscribe";

    private static final String CONFIGURATION = """
            mapping: xcp-ng
            plugins:
              services: {units: [ssh]}
            keys:
              data/service/${s.name|munge}/state: {for: s in services.units, value: "${s.state}"}
              data/volumes/${v.device|munge}: {for: v in disks.volumes, value: "${v.free|mib}"}
            """;

    @TempDir
    Path folder;

    /** How often each thread has waited, by its id and name. */
    private record Waits(Map<String, Long> byThread, int started) {}

    @Test
    void hardlyWakesUp() throws Throwable {
        Path config = Files.writeString(folder.resolve("agent.yaml"), CONFIGURATION);
        // In a name space of processes, where it sees no mounts of the machine's, and nobody else starts threads.
        List<String> command =
                new ArrayList<>(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount", "--mount-proc"));
        command.addAll(Agent.command(Places.TREE, "--config", config.toString()));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            String groups = guest.ownControlGroups(folder);
            try (Agent agent = Agent.start(guest, command, folder.resolve("run"));
                    WatchLog log = rig.watch("attr", "data", "xenserver")) {
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.read("data/service/ssh/state")).isPresent());
                Thread.sleep(SOON);
                long pid = child(agent.pid());
                int changesBefore = log.events().size();
                Waits before = waits(pid);
                Thread.sleep(Duration.ofMinutes(MINUTES));
                Waits after = waits(pid);
                int changes = log.events().size() - changesBefore;

                Map<String, Long> ours = difference(before, after);
                if (changes > 0) {
                    // The rig's device is a process, which each request of the publisher waits for, and the kernel's is
                    // not.
                    ours.remove(PUBLISHER);
                }
                assertThat(ours.values().stream().mapToLong(Long::longValue).sum())
                        .as("in %d minutes: %s; keys changed: %d", MINUTES, ours, changes)
                        .isLessThanOrEqualTo((long) WAKE_UPS * MINUTES);
                assertThat(after.byThread()).hasSizeLessThanOrEqualTo(THREADS);
                assertThat(agent.warnings("")).isEmpty();
            } finally {
                guest.run("rmdir", groups + "/system.slice", groups);
            }
        }
    }

    /** By name. A thread that was started meanwhile and has ended waited once, for its start. */
    private static Map<String, Long> difference(Waits before, Waits after) {
        Map<String, Long> ours = new TreeMap<>();
        after.byThread().forEach((thread, count) -> {
            String name = thread.substring(thread.indexOf(' ') + 1);
            if (!RUNTIME.contains(name)) {
                ours.merge(name, count - before.byThread().getOrDefault(thread, 0L), Long::sum);
            }
        });
        // The program that asked is one.
        ours.put("short-lived", (long) after.started() - before.started() - 1);
        return ours;
    }

    private static Waits waits(long pid) throws IOException {
        Map<String, Long> waits = new HashMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).strip();
                waits.put(task.getFileName() + " " + name, voluntary(Files.readAllLines(task.resolve("status"))));
            }
        }
        String load = Run.of("nsenter", "-t", Long.toString(pid), "-p", "-m", "--", "cat", "/proc/loadavg")
                .orFail()
                .strip();
        return new Waits(waits, Integer.parseInt(load.substring(load.lastIndexOf(' ') + 1)));
    }

    private static long voluntary(List<String> status) {
        for (String line : status) {
            if (line.startsWith("voluntary_ctxt_switches:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("no switches in " + status);
    }

    private static long child(long pid) throws IOException {
        String children = Files.readString(Path.of("/proc/" + pid + "/task/" + pid + "/children"));
        return Long.parseLong(children.strip());
    }
}
