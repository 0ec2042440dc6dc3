package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Problems;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingChoiceReader;
import io.xenscribe.mapping.MappingResources;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Publishing by a mapping that facts choose. */
@Timeout(60)
class MappingChoicePublisherTest {

    private static final String CHOICE = """
            - {when: host.rack == 'B12', mapping: rack.yaml}
            - {when: store.home.unique-domain-id, mapping: pool.yaml}
            - mapping: plain.yaml
            """;

    @TempDir
    Path folder;

    private MappingChoice choice(String list) throws IOException {
        write("agent.yaml", "");
        write("mappings/auto.yaml", list);
        write("mappings/rack.yaml", "version: 1\nkeys: {data/rack: \"${host.rack}\", data/name: \"${host.name}\"}\n");
        write(
                "mappings/pool.yaml",
                "version: 1\nkeys: {data/pool: \"${store.home.name}\", data/name: \"${host.name}\"}\n");
        write("mappings/plain.yaml", "version: 1\nkeys: {data/plain: 1}\n");
        Problems problems = new Problems();
        MappingChoice choice = MappingChoiceReader.read(
                        AgentConfigReader.read(Optional.of(folder.resolve("agent.yaml")), folder, problems)
                                .orElseThrow(),
                        MappingResources.of(GuestFacts.SCHEMAS),
                        problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        return choice;
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private PublishedFile file() {
        return new PublishedFile(folder.resolve("published.json"), "boot-1");
    }

    @Test
    void theStoreDecidesWhereNothingElseDoes() throws IOException {
        for (Toolstack toolstack : Toolstack.values()) {
            MemoryStore memory = new MemoryStore(toolstack, 1);
            try (Publishing publishing = new Publishing(memory, choice(CHOICE), Optional.empty())) {
                publishing
                        .with("host", GuestFacts.hostWithoutRack("web1"))
                        .start()
                        .settle();
                Dom0 dom0 = new Dom0(memory);
                if (toolstack == Toolstack.XAPI) {
                    assertThat(dom0.nodes("data"))
                            .containsEntry("data/pool", "guest")
                            .containsEntry("data/name", "web1");
                } else {
                    assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/plain");
                }
                assertThat(publishing.lastReport().mapping())
                        .hasValueSatisfying(
                                chosen -> assertThat(chosen.reason()).isPresent());
            }
        }
    }

    @Test
    void nothingIsWrittenOrRemovedUntilTheCollectorsThatDecideHaveSpoken() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing first = new Publishing(memory, choice(CHOICE), Optional.of(file()))) {
            first.with("host", GuestFacts.hostWithoutRack("web1")).start();
        }
        assertThat(dom0.nodes("data")).containsKeys("data/pool", "data/name");
        dom0.forget();
        try (Publishing second = new Publishing(memory, choice(CHOICE), Optional.of(file()))) {
            second.pending("host", "disks").start();
            assertThat(second.lastReport().mapping()).isEmpty();
            assertThat(second.requests).isEmpty();
            second.with("host", GuestFacts.host("web1")).settle();
            assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/rack", "data/name");
            assertThat(dom0.events()).as("what both make stays").doesNotContain("data/name");
            assertThat(second.lastReport().mapping())
                    .hasValueSatisfying(chosen ->
                            assertThat(chosen).hasToString("rack.yaml, because host.rack == 'B12' (auto.yaml:1)"));
        }
    }

    @Test
    void aCollectorThatStaysSilentIsWaitedForOnlySoLong() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = new Publishing(memory, choice(CHOICE), Optional.empty())) {
            publishing.pending("host").start();
            publishing.until(() -> dom0.value("data/plain").isPresent());
            publishing.with("host", GuestFacts.host("web1")).settle();
            assertThat(dom0.nodes("data"))
                    .as("what it says later is heard")
                    .containsOnlyKeys("data", "data/rack", "data/name");
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).settle();
            assertThat(dom0.nodes("data")).as("the choice is made").containsOnlyKeys("data", "data/name");
        }
    }

    @Test
    void aResumeOnAnotherKindOfHostChoosesAnew() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = new Publishing(
                memory,
                choice("- {when: store.home.blue, mapping: pool.yaml}\n- mapping: plain.yaml"),
                Optional.empty())) {
            dom0.write("blue", "1");
            publishing.with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/pool", "data/name");
            memory.resume();
            publishing.until(() -> dom0.value("data/plain").isPresent());
            assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/plain");
        }
    }

    @Test
    void aRestartRemovesTheKeysOfAMappingThatIsNotChosenAnyMore() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing first = new Publishing(memory, choice(CHOICE), Optional.of(file()))) {
            first.with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/rack", "data/name");
        }
        try (Publishing second = new Publishing(
                memory, choice("- {when: host.name == 'web2', mapping: rack.yaml}"), Optional.of(file()))) {
            second.with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.nodes("data")).containsOnlyKeys("data");
        }
    }
}
