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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host name that would clear a screen, turn a line round and lead out of a path. */
@NeedsRig
class HostileNamesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PROGRAM = Places.TREE.resolve("bin/xenscribe").toString();

    /** As printf takes it: CSI 2 J, an 8-bit CSI, a right-to-left override, and three levels up. */
    private static final String NAME = "w\\033[2J\\302\\233m\\342\\200\\256/../../../x";

    @TempDir
    Path folder;

    @Test
    void standsInNoPathAndMovesNoCursor() throws Throwable {
        Path config = Files.writeString(folder.resolve("agent.yaml"), """
                keys:
                  data/by-name/${os.host-name}: 1
                  data/munged/${os.host-name|munge}: 1
                """);
        List<String> command = List.of(
                "unshare",
                "--uts",
                "sh",
                "-c",
                "printf '" + NAME + "' >/proc/sys/kernel/hostname; exec \"$0\" run --config \"$1\"",
                PROGRAM,
                config.toString());
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, command, folder.resolve("run"))) {
            Eventually.within(SOON, () -> assertThat(rig.list("data/munged")).hasSize(1));
            Eventually.within(
                    SOON, () -> assertThat(agent.warnings("data/by-name")).hasSize(1));
            assertThat(rig.tree().keySet()).noneMatch(path -> path.startsWith("data/by-name/") || path.endsWith("/x"));

            assertHarmless(agent.output());
            for (List<String> words : List.of(
                    List.of("status"),
                    List.of("facts"),
                    List.of("preview"),
                    List.of("store", "ls"),
                    List.of("explain", "data/host_name"),
                    List.of("explain", "data/by-name"))) {
                String shown = shown(agent, config, words);
                assertHarmless(shown);
                assertThat(words.equals(List.of("facts")) ? shown : "\\x1b").contains("\\x1b");
            }
            assertThat(agent.stop()).isZero();
        }
    }

    /** What a command prints in the agent's own name spaces. */
    private String shown(Agent agent, Path config, List<String> words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("nsenter", "-t", Long.toString(agent.pid()), "-n", "-m", "-u", "--", PROGRAM));
        command.addAll(words);
        if (!words.getFirst().equals("status")) {
            command.addAll(List.of("--config", config.toString()));
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("RUNTIME_DIRECTORY", folder.resolve("run").toString());
        return Run.of(builder).text();
    }

    private static void assertHarmless(String text) {
        assertThat(text).isNotEmpty();
        assertThat(text.chars().filter(c -> (Character.isISOControl(c) && c != '\n') || c == 0x202e))
                .as(text)
                .isEmpty();
    }
}
