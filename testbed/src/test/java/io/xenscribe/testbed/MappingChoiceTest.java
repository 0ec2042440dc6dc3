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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mapping: auto}, which is the default, on each kind of host. */
@NeedsRig
class MappingChoiceTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "C, XAPI, xcp-ng.yaml, store.home.unique-domain-id",
        "OCAML, XAPI, xcp-ng.yaml, store.home.unique-domain-id",
        "C, XL, xen-project.yaml, nothing before it holds",
        "OCAML, XL, xen-project.yaml, nothing before it holds",
    })
    void theMappingIsThatOfTheHost(Daemon daemon, Toolstack toolstack, String mapping, String reason) throws Throwable {
        try (Rig rig = Rig.up(daemon, toolstack);
                Guest guest = rig.guest()) {
            assertThat(xenscribe(guest, "preview").orFail()).contains("# " + mapping + ":");
            assertThat(xenscribe(guest, "facts").text().contains("store.home.unique-domain-id = "))
                    .isEqualTo(toolstack == Toolstack.XAPI);
            try (Agent agent = Agent.start(guest, folder)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.read("data/os_name"))
                                .as(agent.output())
                                .isPresent());
                Eventually.within(
                        SOON,
                        () -> assertThat(xenscribe(guest, "status").text())
                                .containsPattern(
                                        "mapping +.*/" + mapping + ", because " + reason + " \\(auto.yaml:\\d+\\)"));
                assertThat(agent.output())
                        .containsOnlyOnce("mapping " + mapping + ", because " + reason + " (auto.yaml:");
                assertThat(agent.stop()).isZero();
            }
        }
    }

    @Test
    void aChoiceOfOnesOwnIsAFileLikeAnyOther() throws Throwable {
        Files.writeString(
                folder.resolve("mine.yaml"), "version: 1\nextends: mappings/xcp-ng.yaml\nkeys: {data/mine: 1}\n");
        Files.writeString(folder.resolve("my-choice.yaml"), """
                - when: store.home.name == 'nobody'
                  mapping: mappings/xcp-ng.yaml
                - when: store.home.domid
                  mapping: mine.yaml
                """);
        Path config = Agent.config(folder, "my-choice.yaml");
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, folder, "--config", config.toString())) {
            Eventually.within(
                    SOON,
                    () -> assertThat(rig.read("data/mine")).as(agent.output()).contains("1"));
            assertThat(xenscribe(guest, "config", "check", "--config", config.toString())
                            .code())
                    .isZero();
            assertThat(agent.stop()).isZero();
            // Another mapping at the next start: what only the former made goes.
            Files.writeString(folder.resolve("my-choice.yaml"), "- mapping: mappings/xcp-ng.yaml\n");
            try (Agent next = Agent.start(guest, folder, "--config", config.toString())) {
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.read("data/mine"))
                                .as(next.output())
                                .isEmpty());
                assertThat(rig.read("data/os_name")).isPresent();
                assertThat(next.stop()).isZero();
            }
        }
    }

    private Run xenscribe(Guest guest, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Places.TREE + "/bin/xenscribe"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = guest.inside(command);
        builder.environment().put("RUNTIME_DIRECTORY", folder.toString());
        return Run.of(builder);
    }
}
