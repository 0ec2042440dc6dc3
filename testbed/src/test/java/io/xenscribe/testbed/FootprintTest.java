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

/** Limits on what the agent costs its guest. */
@NeedsRig
class FootprintTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long ANONYMOUS_KIB = 18 * 1024;
    /** With all plugins that are shipped: a thread each, and what the JVM itself runs. */
    private static final int THREADS = 20;

    @TempDir
    Path runtime;

    @Test
    void isSmallAfterPublishing() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, runtime)) {
            exercise(rig, guest);
            assertThat(anonymousKib(agent.pid())).as("KiB").isLessThanOrEqualTo(ANONYMOUS_KIB);
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + agent.pid() + "/task"))) {
                assertThat(threads).hasSizeLessThanOrEqualTo(THREADS);
            }
        }
    }

    @Test
    void startsNoProgram() throws Throwable {
        Path trace = runtime.resolve("strace");
        List<String> command = new ArrayList<>(List.of("strace", "-D", "-f", "-e", "trace=execve,execveat"));
        command.addAll(List.of("-o", trace.toString()));
        command.addAll(Agent.command(Places.TREE));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, runtime)) {
            exercise(rig, guest);
            assertThat(agent.stop()).isZero();
            List<String> programs = Files.readAllLines(trace).stream()
                    .filter(line -> line.contains("execve"))
                    .toList();
            assertThat(programs).as("the launcher and the runtime").hasSize(2);
            assertThat(programs.getFirst()).contains("/bin/xenscribe");
            assertThat(programs.getLast()).contains("/lib/runtime/bin/xenscribe");
        }
    }

    private static void exercise(Rig rig, Guest guest) throws Throwable {
        Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());
        guest.ip("addr add 192.0.2.1/24 dev enX0");
        Eventually.within(SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/0")).contains("192.0.2.1"));
    }

    static long anonymousKib(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            if (line.startsWith("Anonymous:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new AssertionError("no line Anonymous in smaps_rollup");
    }
}
