package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guest's system is renamed and upgraded while the agent runs. */
@NeedsRig
class SystemTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path runtime;

    @Test
    void aNewHostNameIsSeen() throws Throwable {
        List<String> command = new ArrayList<>(List.of("unshare", "--uts", "--"));
        command.addAll(Agent.command(Places.TREE));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, runtime)) {
            Eventually.within(SOON, () -> assertThat(rig.read("data/updated")).isPresent());

            setName(agent, "hostname", "renamed");
            Eventually.within(SOON, () -> assertThat(rig.read("data/host_name")).contains("renamed"));

            setName(agent, "domainname", "lab");
            Eventually.within(SOON, () -> assertThat(rig.read("data/domain")).contains("lab"));

            setName(agent, "hostname", "renamed.example.org");
            Eventually.within(SOON, () -> assertThat(rig.read("data/host_name")).contains("renamed.example.org"));
            Eventually.within(
                    SOON,
                    () -> assertThat(rig.read("data/domain"))
                            .as("the host name has its own")
                            .isEmpty());
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void anUpgradeInPlaceIsSeen() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            String etc = runtime.resolve("etc").toString();
            guest.run("cp", "-a", "/etc", etc);
            guest.run("mount", "--bind", etc, "/etc");
            try (Agent agent = Agent.start(guest, runtime)) {
                Eventually.within(
                        SOON, () -> assertThat(rig.read("data/updated")).isPresent());
                assertThat(rig.read("data/os_distro")).isPresent();

                guest.run("sh", "-c", "printf 'ID=next\\nVERSION_ID=99.1\\n' >/etc/.new; mv /etc/.new /etc/os-release");
                Eventually.within(
                        SOON, () -> assertThat(rig.read("data/os_distro")).contains("next"));
                Eventually.within(
                        SOON, () -> assertThat(rig.read("data/os_majorver")).contains("99"));
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    /** In the agent's own name space, so that this machine keeps its name. */
    private static void setName(Agent agent, String file, String name) {
        Run.of(new ProcessBuilder(
                        "nsenter",
                        "-t",
                        Long.toString(agent.pid()),
                        "-u",
                        "--",
                        "sh",
                        "-c",
                        "echo " + name + " >/proc/sys/kernel/" + file))
                .orFail();
    }
}
