package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Toolstack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More keys than the agent, or the store, has room for. */
class PublisherRoomTest {

    /** Ten disks of low importance before what matters more. */
    private static final String MAPPING = """
            version: 1
            keys:
              data/disk/${disk.name}: {for: disk in disks.list, importance: low, value: "${disk.size}"}
              data/name: ${host.name}
              data/load: ${host.load}
              data/rack: {value: "${host.rack}", importance: high}
            commit:
              data/updated: ${host.load}
            """;

    /** What a guest owns before its agent starts, by the daemon's count. */
    private static final int OWNED = 14;

    private CapturedLog log = new CapturedLog();

    @BeforeEach
    void capture() {
        log.close();
        log = new CapturedLog();
    }

    @AfterEach
    void release() {
        log.close();
    }

    private static Publishing publishing(MemoryStore memory) {
        return Publishing.of(memory, MAPPING)
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks(10));
    }

    /** The names below data, those of disks with a stroke before them. */
    private static List<String> names(Dom0 dom0) {
        TreeSet<String> names = new TreeSet<>();
        for (String path : dom0.nodes("data").keySet()) {
            if (path.startsWith("data/disk/")) {
                names.add("/" + path.substring("data/disk/".length()));
            } else if (path.startsWith("data/") && !path.equals("data/disk")) {
                names.add(path.substring("data/".length()));
            }
        }
        return new ArrayList<>(names);
    }

    @Test
    void aboveTheLimitWhatMattersLeastIsLeftOut() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = publishing(memory).limited(8).start()) {
            // The directory and the commit key count, too: 8 = rack, load, name, updated, disk/, disk/d0 to d2.
            assertThat(names(dom0)).containsExactly("/d0", "/d1", "/d2", "load", "name", "rack", "updated");
            assertThat(publishing.lastReport().refused())
                    .containsExactly(new PassReport.RefusedKeys(
                            "test.yaml:3", PassReport.RefusedKeys.LEFT_OUT, "data/disk/d3", 7));
            assertThat(publishing.lastReport().errors()).isZero();
            assertThat(publishing.lastReport().warnings())
                    .singleElement()
                    .asString()
                    .contains("8 nodes", "7 keys");

            publishing.requests.clear();
            publishing.settle();
            assertThat(publishing.requests).isEmpty();
        }
        assertThat(log.lines("left out")).singleElement().asString().contains("7 of the rule at test.yaml:3");
    }

    @Test
    void withTheLastKeysGoneOthersComeAndTheWarningEnds() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = publishing(memory).limited(8).start()) {
            publishing.until(() -> !log.lines("left out").isEmpty());
            publishing.with("disks", GuestFacts.disks("a", "b")).settle();
            assertThat(names(dom0)).containsExactly("/a", "/b", "load", "name", "rack", "updated");
            assertThat(publishing.lastReport().refused()).isEmpty();
            publishing.until(() -> !log.lines("over: ").isEmpty());
        }
    }

    @Test
    void anotherLimitHoldsFromTheNextPassOn() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = publishing(memory).limited(8).start()) {
            publishing.limited(800).settle();
            assertThat(names(dom0)).hasSize(14);
            publishing.limited(4).settle();
            assertThat(names(dom0)).containsExactly("load", "name", "rack", "updated");
            assertThat(dom0.value("data/disk")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 10, 14})
    void whateverRoomTheStoreHasWhatMattersMostIsThere(int room) {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1, OWNED + room);
        Dom0 dom0 = new Dom0(memory);
        List<String> byImportance = List.of("updated", "rack", "name", "load", "disk", "/d0", "/d1", "/d2", "/d3");
        try (Publishing publishing = publishing(memory).start()) {
            publishing.until(() -> publishing.lastReport().refused().stream()
                    .allMatch(refused -> refused.error().equals(PassReport.RefusedKeys.LEFT_OUT)));
            publishing.settle();
            List<String> expected = new ArrayList<>(byImportance.subList(0, Math.min(room, byImportance.size())));
            expected.remove("disk");
            assertThat(names(dom0)).containsAll(expected);
            assertThat(publishing.lastReport().refused()).hasSize(1 + Math.max(0, 4 - room));
        }
        assertThat(log.lines("no room for more than")).hasSize(1);
        assertThat(log.lines("the store refuses")).isEmpty();
    }

    @Test
    void whatMattersMoreAndComesLaterMakesOthersGo() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1, OWNED + 6);
        Dom0 dom0 = new Dom0(memory);
        Publishing publishing = Publishing.of(memory, MAPPING).with("disks", GuestFacts.disks("a", "b", "c", "d", "e"));
        try (publishing) {
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).start();
            publishing.until(() -> names(dom0).equals(List.of("/a", "/b", "load", "name", "updated")));
            publishing.with("host", GuestFacts.host("web1")).settle();
            publishing.until(() -> names(dom0).equals(List.of("/a", "load", "name", "rack", "updated")));
        }
    }

    @Test
    void aRefusalThatPassesCostsNothing() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = publishing(memory)) {
            publishing.through(store -> FaultyStore.refusing(store, Map.of("data/name", 1), StoreError.ENOSPC));
            publishing.start();
            publishing.until(() -> dom0.value("data/name").isPresent());
            publishing.settle();
            assertThat(publishing.lastReport().refused()).isEmpty();
            assertThat(publishing.lastReport().errors()).isEqualTo(1);
            assertThat(names(dom0)).hasSize(14);
            assertThat(publishing.requests).doesNotContain("rm data/disk/d9");
        }
        assertThat(log.lines("left out")).isEmpty();
    }

    /** As the C daemon says of a node that would get too large. */
    @Test
    void oneThatFindsNoRoomWhateverMakesWayCostsNobodyElseTheirs() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = publishing(memory)) {
            publishing.through(store -> FaultyStore.refusing(store, Map.of("data/name", 9999), StoreError.ENOSPC));
            publishing.start();
            publishing.until(() -> names(dom0).size() == 13
                    && publishing.lastReport().refused().size() == 1);
            publishing.settle();
            assertThat(names(dom0)).hasSize(13).doesNotContain("name");
            publishing.requests.clear();
            publishing.with("host", GuestFacts.host("web2", 7)).settle();
            assertThat(publishing.requests).containsExactly("data/load = 7", "data/updated = 7");
            assertThat(publishing.lastReport().refused())
                    .containsExactly(new PassReport.RefusedKeys("test.yaml:4", "ENOSPC", "data/name", 1));
        }
        assertThat(log.lines("the store refuses data/name")).hasSize(1);
    }
}
