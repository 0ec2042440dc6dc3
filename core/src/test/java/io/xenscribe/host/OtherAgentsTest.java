package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherAgentsTest {

    @TempDir
    Path folder;

    private void process(String entry, String command) throws IOException {
        Path process = Files.createDirectories(folder.resolve("proc").resolve(entry));
        Files.writeString(process.resolve("comm"), command + "\n");
    }

    @Test
    void agentsOfOtherMakersAreNamedWithTheirProcesses() throws IOException {
        process("1", "systemd");
        process("41", "xe-daemon");
        process("42", "xen-guest-agent");
        process("43", "xenscribe");
        process("44", "xe-daemonize");
        assertThat(OtherAgents.running(Root.of(folder))).containsExactly("xe-daemon (41)", "xen-guest-agent (42)");
    }

    @Test
    void whatIsNoProcessOrHasJustEndedIsPassedOver() throws IOException {
        process("self", "xe-daemon");
        process("4x", "xe-daemon");
        Files.createDirectories(folder.resolve("proc/45"));
        Files.writeString(folder.resolve("proc/46"), "");
        assertThat(OtherAgents.running(Root.of(folder))).isEmpty();
    }

    @Test
    void withoutProcNobodyIsFound() throws IOException {
        assertThat(OtherAgents.running(Root.of(folder))).isEmpty();
    }
}
