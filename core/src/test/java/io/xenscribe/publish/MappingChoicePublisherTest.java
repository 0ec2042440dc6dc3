package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Toolstack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        return ChoiceFiles.choice(
                folder,
                list,
                Map.of(
                        "rack.yaml",
                        "version: 1\nkeys: {data/rack: \"${host.rack}\", data/name: \"${host.name}\"}\n",
                        "pool.yaml",
                        "version: 1\nkeys: {data/pool: \"${store.home.name}\", data/name: \"${host.name}\"}\n",
                        "plain.yaml",
                        "version: 1\nkeys: {data/plain: 1}\n"));
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
            publishing.hurry().until(() -> dom0.value("data/plain").isPresent());
            publishing.with("host", GuestFacts.host("web1")).settle();
            assertThat(dom0.nodes("data"))
                    .as("what it says later is heard")
                    .containsOnlyKeys("data", "data/rack", "data/name");
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).settle();
            assertThat(dom0.nodes("data")).as("the choice is made").containsOnlyKeys("data", "data/name");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "read domid, 3, EACCES",
        "read unique-domain-id, 2, EACCES",
        "read unique-domain-id, 2, E2BIG",
        "list /local/domain/1, 2, EINVAL",
        "list /local/domain/1, 2, EODD"
    })
    void whatTheStoreRefusesToTellIsNotTakenForAbsent(String what, int times, String error) throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = new Publishing(memory, choice(CHOICE), Optional.empty())
                .through(store -> FaultyStore.refusing(store, Map.of(what, times), new StoreError(error)))) {
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).start();
            assertThat(publishing.lastReport().pending()).containsExactly(StoreFacts.NAME);
            publishing.hurry().until(() -> publishing.lastReport().pending().isEmpty());
            assertThat(dom0.value("data/pool")).isPresent();
        }
        assertThat(dom0.events()).doesNotContain("data/plain");
    }

    @Test
    void aResumeIntoAStoreThatRefusesKeepsTheMapping() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        AtomicInteger left = new AtomicInteger();
        try (Publishing publishing = new Publishing(memory, choice(CHOICE), Optional.empty())
                .through(store -> FaultyStore.refusing(store, "list /local/domain/1", left, StoreError.EACCES))) {
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).start();
            publishing.until(() -> dom0.value("data/pool").isPresent());
            dom0.forget();
            left.set(2);
            memory.resume();
            publishing.until(() -> dom0.value("data/pool").isPresent()
                    && !publishing.lastReport().warnings().isEmpty());
            assertThat(publishing.lastReport().warnings())
                    .singleElement()
                    .asString()
                    .contains("guest's home", "EACCES");
            publishing.hurry().until(() -> publishing.lastReport().warnings().isEmpty());
            assertThat(left).hasValue(0);
        }
        assertThat(dom0.events()).doesNotContain("data/plain");
    }

    @Test
    void aStoreThatNeverTellsIsWaitedForOnlySoLong() throws IOException {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = new Publishing(memory, choice(CHOICE), Optional.empty())
                .through(store -> FaultyStore.refusing(
                        store, Map.of("list /local/domain/1", Integer.MAX_VALUE), StoreError.EACCES))) {
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).start();
            publishing.hurry().until(() -> dom0.value("data/plain").isPresent());
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
