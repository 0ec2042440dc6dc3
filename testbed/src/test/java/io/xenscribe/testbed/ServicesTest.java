package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop-in for services, with control groups of the real kernel in which the test does what systemd does. */
@NeedsRig
class ServicesTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SLICE = "/sys/fs/cgroup/system.slice";
    private static final String GROUP = SLICE + "/ssh.service";
    private static final String STATE = "data/service/ssh/state";

    @TempDir
    Path folder;

    @Test
    void startsAndStopsAreSeenAsTheyHappen() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            String groups = guest.ownControlGroups(folder);
            Process service = new ProcessBuilder("sleep", "600").start();
            try (Agent agent = Agent.start(guest, folder.resolve("run"), "--config", config())) {
                // Which of the two it is depends on whether this machine has the unit's file.
                Eventually.within(
                        SOON, () -> assertThat(services(rig).get(STATE)).isIn("stopped", "missing"));

                guest.run("mkdir", GROUP);
                guest.run("sh", "-c", "echo " + service.pid() + " > " + GROUP + "/cgroup.procs");
                Eventually.within(SOON, () -> assertThat(services(rig)).containsEntry(STATE, "running"));

                service.destroyForcibly().waitFor();
                guest.run("rmdir", GROUP);
                Eventually.within(
                        SOON, () -> assertThat(services(rig).get(STATE)).isIn("stopped", "missing"));
                assertThat(agent.warnings("")).isEmpty();
            } finally {
                service.destroyForcibly().waitFor();
                guest.run("sh", "-c", "[ ! -e " + GROUP + " ] || rmdir " + GROUP + "; rmdir " + SLICE + " " + groups);
            }
        }
    }

    private static Map<String, String> services(Rig rig) {
        return rig.list("data/service");
    }

    private String config() throws IOException {
        Path config = Agent.config(folder, "xcp-ng");
        Path dropIns = Files.createDirectory(folder.resolve("conf.d"));
        Files.copy(Places.PROJECT.resolve("examples/conf.d/services.yaml"), dropIns.resolve("services.yaml"));
        return config.toString();
    }
}
