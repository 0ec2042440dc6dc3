package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Toolstack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that refuses something: only that is missing, and only for as long. */
@Timeout(60)
class PublisherRefusalTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/name: ${host.name}
              data/load: ${host.load}
              data/rack: ${host.rack}
              attr/disk:
                own: true
                keys:
                  ${slot}:
                    for: disk in disks.list
                    slots: 9
                    value: ${disk.name}
                    keys: {size: "${disk.size}"}
            commit:
              data/updated: ${host.load}
            """;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Dom0 dom0 = new Dom0(memory);
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

    private Publishing refusing(String what, int times, StoreError error) {
        return Publishing.of(memory, MAPPING)
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks("a", "b"))
                .through(store -> FaultyStore.refusing(store, Map.of(what, times), error));
    }

    private void assertAllThere() {
        assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/name", "data/load", "data/rack", "data/updated");
        assertThat(dom0.nodes("attr/disk"))
                .containsEntry("attr/disk/0", "a")
                .containsEntry("attr/disk/1", "b")
                .containsKeys("attr/disk/0/size", "attr/disk/1/size")
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EACCES", "ENOSPC", "EQUOTA", "E2BIG", "EINVAL", "EAGAIN", "ENOENT", "EIO", "EODD"})
    void oneKeyIsMissingAndComesByItself(String error) {
        try (Publishing publishing =
                refusing("data/load", 3, new StoreError(error)).start()) {
            assertThat(dom0.value("data/name")).hasValue("web1");
            assertThat(dom0.value("attr/disk/0")).hasValue("a");
            assertThat(dom0.value("data/updated")).hasValue("1");
            publishing
                    .hurry()
                    .until(() -> dom0.value("data/load").isPresent()
                            && publishing.lastReport().refused().isEmpty());
            assertAllThere();
            assertThat(publishing.lastReport().errors()).isEqualTo(3);
        }
    }

    @Test
    void theLogHasALineWhenItBeginsAndOneWhenItIsOver() {
        try (Publishing publishing = refusing("data/load", 3, StoreError.EINVAL).start()) {
            publishing
                    .hurry()
                    .until(() -> !log.lines("over: the store refuses data/load").isEmpty());
        }
        assertThat(log.lines("the store refuses data/load")).hasSize(2);
    }

    @Test
    void anotherValueIsTriedAtOnce() {
        try (Publishing publishing = refusing("data/load", 5, StoreError.E2BIG).start()) {
            for (int load = 2; load <= 6; load++) {
                publishing.with("host", GuestFacts.host("web1", load)).settle();
            }
            assertThat(dom0.value("data/load")).hasValue("6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EACCES", "EBUSY", "EODD"})
    void aRefusedRemovalIsToldAndTriedAgain(String error) {
        try (Publishing publishing =
                refusing("rm data/rack", 2, new StoreError(error)).start()) {
            publishing.with("host", GuestFacts.hostWithoutRack("web2")).settle();
            assertThat(dom0.value("data/name")).hasValue("web2");
            assertThat(dom0.value("data/rack")).isPresent();
            assertThat(publishing.lastReport().refused())
                    .containsExactly(new PassReport.RefusedKeys("removal", error, "data/rack", 1));
            publishing.hurry().until(() -> dom0.value("data/rack").isEmpty());
            publishing.settle();
            assertThat(publishing.lastReport().refused()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EAGAIN", "ENOSPC", "EQUOTA", "EBUSY", "EODD"})
    void whereNoTransactionBeginsKeysAreWrittenOneByOne(String error) {
        try (Publishing publishing =
                refusing(FaultyStore.TRANSACTION, 1000, new StoreError(error)).start()) {
            assertAllThere();
            assertThat(publishing.lastReport().refused()).isEmpty();
            assertThat(publishing.lastReport().errors()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EAGAIN", "ENOSPC", "EQUOTA", "EODD"})
    void whereNoTransactionIsTakenKeysAreWrittenOneByOne(String error) {
        try (Publishing publishing =
                refusing(FaultyStore.COMMIT, 1000, new StoreError(error)).start()) {
            assertAllThere();
            assertThat(publishing.lastReport().refused()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list attr/disk", "read attr/disk", "read data/name"})
    void whatCannotBeReadAtPresentIsReadAgain(String what) {
        dom0.write("attr/disk/7/size", "stale");
        dom0.write("attr/disk/8", "stale");
        try (Publishing publishing = refusing(what, 2, StoreError.EIO).start()) {
            publishing
                    .hurry()
                    .until(() -> dom0.value("attr/disk/7").isEmpty()
                            && dom0.value("attr/disk/8").isEmpty());
            assertAllThere();
        }
    }

    @Test
    void aWatchThatIsRefusedCostsOnlyWhatItIsFor() {
        try (Publishing publishing =
                refusing("watch unique-domain-id", 1, StoreError.EQUOTA).start()) {
            assertAllThere();
            assertThat(publishing.lastReport().warnings())
                    .singleElement()
                    .asString()
                    .startsWith("a migration or resume is not noticed");
        }
        assertThat(log.lines("is not noticed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EACCES", "EQUOTA", "EINVAL", "EODD"})
    void aResumeThatNoWatchToldOfIsMadeUpForOnceThereIsOne(String error) {
        try (Publishing publishing =
                refusing("watch unique-domain-id", 2, new StoreError(error)).start()) {
            memory.resume();
            assertThat(dom0.value("data/name")).isEmpty();
            publishing
                    .hurry()
                    .until(() -> dom0.value("data/updated").isPresent()
                            && publishing.lastReport().warnings().isEmpty());
            assertAllThere();
            memory.resume();
            publishing.until(() -> dom0.value("data/updated").isPresent());
            assertAllThere();
            publishing.until(() ->
                    !log.lines("over: a migration or resume is not noticed").isEmpty());
        }
        assertThat(log.lines("is not noticed")).hasSize(2);
    }

    @Test
    void aStoreThatRefusesEverythingIsAskedNowAndThen() {
        try (Publishing publishing = Publishing.of(memory, "version: 1\nkeys: {data/name: \"${host.name}\"}")
                .with("host", GuestFacts.host("web1"))
                .through(store -> FaultyStore.refusing(store, Map.of("data/name", 1000), StoreError.EACCES))) {
            publishing.start();
            publishing.until(() -> publishing.lastReport().errors() >= 2);
            publishing.settle();
            publishing.settle();
            assertThat(publishing.lastReport().errors()).isLessThan(10);
            assertThat(publishing.lastReport().refused())
                    .isEqualTo(List.of(new PassReport.RefusedKeys("test.yaml:2", "EACCES", "data/name", 1)));
        }
    }
}
