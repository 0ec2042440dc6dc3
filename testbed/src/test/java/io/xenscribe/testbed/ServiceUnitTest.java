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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd: what systemd says of it, and whether the agent can live with what it takes away. */
@NeedsRig
class ServiceUnitTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path UNIT = Places.PROJECT.resolve("packaging/xenscribe.service");

    /** In tenths; docs/security.md says what it is made of. */
    private static final int EXPOSURE = 25;

    @TempDir
    Path folder;

    /** The unit with the programs of the packaged tree, for it asks for them. */
    private String unit() throws IOException {
        String text = Files.readString(UNIT).replace("/usr/lib/xenscribe/", Places.TREE + "/");
        return Files.writeString(folder.resolve("xenscribe.service"), text).toString();
    }

    @Test
    void systemdUnderstandsEachLine() throws IOException {
        Run run = Run.of("systemd-analyze", "verify", "--man=no", unit());

        assertThat(run.text()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @Test
    void systemdSeesLittleThatIsExposed() throws IOException {
        Run run = Run.of("systemd-analyze", "security", "--offline=true", "--threshold=" + EXPOSURE, unit());

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.lines().getLast())
                .as("the figure in docs/security.md")
                .contains(EXPOSURE / 10 + "." + EXPOSURE % 10);
    }

    @Test
    void theAgentMakesNoSystemCallThatTheUnitForbids() throws Throwable {
        Path counts = folder.resolve("calls");
        List<String> command = new ArrayList<>(List.of("strace", "-D", "-f", "-c", "-U", "name", "-o"));
        command.add(counts.toString());
        command.addAll(Agent.command(Places.TREE));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(folder.resolve("notify").toString());
                Agent agent = Agent.start(guest, withManager(manager, command), folder)) {
            Eventually.within(SOON, () -> assertThat(manager.notices()).anyMatch(text -> text.contains("READY=1")));
            guest.ip("addr add 192.0.2.1/24 dev enX0");
            Eventually.within(
                    SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/0")).contains("192.0.2.1"));
            assertThat(agent.stop()).isZero();
            Eventually.within(SOON, () -> assertThat(calls(counts)).contains("openat", "execve", "poll"));
        }

        assertThat(allowed()).containsAll(calls(counts));
    }

    private static List<String> withManager(NotifySocket manager, List<String> command) {
        List<String> whole = new ArrayList<>(manager.environment("WATCHDOG_USEC=1000000"));
        whole.addAll(command);
        return whole;
    }

    /** The names in strace's table, which ends with a line for the total. */
    private static Set<String> calls(Path counts) throws IOException {
        Set<String> calls = new TreeSet<>();
        for (String line : Files.exists(counts) ? Files.readAllLines(counts) : List.<String>of()) {
            String name = line.strip();
            if (!name.isEmpty() && !name.startsWith("-") && !name.equals("syscall") && !name.equals("total")) {
                calls.add(name);
            }
        }
        return calls;
    }

    /** What the unit's SystemCallFilter lines come to. */
    private static Set<String> allowed() throws IOException {
        Set<String> allowed = new TreeSet<>();
        for (String line : Files.readAllLines(UNIT)) {
            if (line.startsWith("SystemCallFilter=~")) {
                allowed.removeAll(members(line.substring(line.indexOf('~') + 1)));
            } else if (line.startsWith("SystemCallFilter=")) {
                allowed.addAll(members(line.substring(line.indexOf('=') + 1)));
            }
        }
        return allowed;
    }

    private static Set<String> members(String set) {
        Set<String> members = new TreeSet<>();
        for (String line : Run.of("systemd-analyze", "syscall-filter", set)
                .orFail()
                .lines()
                .toList()) {
            String name = line.strip();
            if (line.startsWith("    @")) {
                members.addAll(members(name));
            } else if (line.startsWith("    ") && !name.startsWith("#")) {
                members.add(name);
            }
        }
        return members;
    }

    /** It is root, and nothing else. */
    @Test
    void theAgentNeedsNoCapability() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.1/24 dev enX0");
            List<String> bare = List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--");
            // Addresses of IPv6 come by themselves after a while.
            Eventually.within(SOON, () -> assertThat(preview(guest, bare)).isEqualTo(preview(guest, List.of())));
            assertThat(preview(guest, bare)).contains("attr/vif/0/ipv4/0", "data/os_name", "data/meminfo_free");
            try (Agent agent = Agent.start(guest, concat(bare, Agent.command(Places.TREE)), folder)) {
                Eventually.within(
                        SOON, () -> assertThat(rig.read("attr/vif/0/ipv4/0")).contains("192.0.2.1"));
                assertThat(agent.warnings("")).isEmpty();
                assertThat(agent.stop()).isZero();
            }
        }
    }

    /** The paths that would be written. */
    private static Set<String> preview(Guest guest, List<String> prefix) {
        List<String> command =
                concat(prefix, List.of(Places.TREE.resolve("bin/xenscribe").toString(), "preview"));
        Set<String> paths = new TreeSet<>();
        for (String line : Run.of(guest.inside(command)).orFail().lines().toList()) {
            int end = line.indexOf(" = ");
            if (end > 0) {
                paths.add(line.substring(0, end));
            }
        }
        return paths;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> whole = new ArrayList<>(first);
        whole.addAll(second);
        return whole;
    }
}
