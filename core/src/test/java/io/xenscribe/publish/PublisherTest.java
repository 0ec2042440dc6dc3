package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written, and when. */
@Timeout(60)
class PublisherTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/name: ${host.name}
              attr/rack: ${host.rack}
              data/load: {value: "${host.load}", quiet: true}
              attr/disk:
                own: true
                keys:
                  ${disk.name}:
                    for: disk in disks.list
                    value: ""
                    keys:
                      size: ${disk.size}
                      label: disk ${disk.name}
            commit:
              attr/touched: {value: 0, unless: [attr]}
              data/updated: ${agent.version}
            """;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Dom0 dom0 = new Dom0(memory);
    private final Publishing publishing = Publishing.of(memory, MAPPING);

    @AfterEach
    void end() {
        publishing.close();
    }

    private void startWithOneDisk() {
        publishing
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks("a"))
                .start();
        dom0.forget();
        publishing.requests.clear();
    }

    @Test
    void aPassInWhichNothingChangedWritesNothingAndAllocatesLittle() {
        publishing
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks(300))
                .start();
        publishing.settle();
        publishing.requests.clear();
        publishing.settle();
        int last = publishing.allocated.size() - 1;
        assertThat(publishing.requests).isEmpty();
        assertThat(publishing.allocated.getFirst()).isGreaterThan(1_000_000);
        assertThat(publishing.allocated.get(last) - publishing.allocated.get(last - 1))
                .isLessThan(20_000);
    }

    @Test
    void writesInTheOrderOfTheFileAndCommitKeysLast() {
        publishing
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks("a"))
                .start();
        assertThat(dom0.events())
                .containsExactly(
                        "data/name",
                        "attr/rack",
                        "data/load",
                        "attr/disk/a",
                        "attr/disk/a/size",
                        "attr/disk/a/label",
                        "data/updated");
        assertThat(dom0.nodes("attr/disk/a"))
                .containsEntry("attr/disk/a/size", "10")
                .containsEntry("attr/disk/a/label", "disk a");
        assertThat(publishing.lastReport().keys()).isEqualTo(6);
        assertThat(publishing.lastReport().writes()).isEqualTo(7);
    }

    @Test
    void writesNothingWhenNothingChanged() {
        startWithOneDisk();
        publishing.with("host", GuestFacts.host("web1")).settle();
        publishing.settle();
        assertThat(dom0.events()).isEmpty();
        assertThat(publishing.requests).isEmpty();
    }

    @Test
    void oneChangedFactIsOneWriteAndTheCommitKeys() {
        startWithOneDisk();
        publishing.with("host", GuestFacts.host("web2")).settle();
        assertThat(dom0.events()).containsExactly("data/name", "attr/touched", "data/updated");
        assertThat(dom0.value("data/name")).hasValue("web2");
    }

    @Test
    void aChangeWhereAnUnlessPointsMakesThatCommitKeySuperfluous() {
        startWithOneDisk();
        publishing.with("disks", GuestFacts.disks("a", "b")).settle();
        assertThat(dom0.events())
                .containsExactly("attr/disk/b", "attr/disk/b/size", "attr/disk/b/label", "data/updated");
    }

    @Test
    void aQuietChangeAloneWritesNoCommitKey() {
        startWithOneDisk();
        publishing.with("host", GuestFacts.host("web1", 2)).settle();
        assertThat(dom0.events()).containsExactly("data/load");
        publishing.with("host", GuestFacts.host("web2", 3)).settle();
        assertThat(dom0.events())
                .containsExactly("data/load", "data/name", "data/load", "attr/touched", "data/updated");
    }

    @Test
    void aFactThatBecomesAbsentTakesItsKeyAway() {
        startWithOneDisk();
        publishing.with("host", GuestFacts.hostWithoutRack("web1")).settle();
        assertThat(dom0.value("attr/rack")).isEmpty();
        assertThat(dom0.events()).containsExactly("attr/rack", "data/updated");
        publishing.with("host", GuestFacts.host("web1")).settle();
        assertThat(dom0.value("attr/rack")).hasValue("B12");
    }

    @Test
    void whatIsForeignOrStaleGoesUnderOwnedPathsAndStaysElsewhere() {
        dom0.write("attr/disk/old/size", "1");
        dom0.write("attr/disk/a/colour", "red");
        dom0.write("attr/other", "theirs");
        dom0.write("data/name/below", "theirs");
        startWithOneDisk();
        assertThat(dom0.nodes("attr/disk"))
                .containsOnlyKeys("attr/disk", "attr/disk/a", "attr/disk/a/size", "attr/disk/a/label");
        publishing.with("disks", GuestFacts.disks()).settle();
        assertThat(dom0.nodes("attr/disk")).containsOnlyKeys("attr/disk");
        assertThat(dom0.value("attr/other")).hasValue("theirs");
        assertThat(dom0.value("data/name/below")).hasValue("theirs");
    }

    @Test
    void changesOfOneElementReachDom0AllOrNothing() {
        List<NavigableMap<String, String>> seen = new ArrayList<>();
        publishing
                .telling(requests -> seen.add(dom0.nodes("attr/disk/b")))
                .with("host", GuestFacts.host("web1"))
                .with("disks", GuestFacts.disks("a"))
                .start();
        publishing.requests.clear();
        publishing.with("disks", GuestFacts.disks("a", "b")).settle();
        publishing.with("disks", GuestFacts.disks("a")).settle();
        assertThat(publishing.requests)
                .containsExactly(
                        "begin",
                        "attr/disk/b = ",
                        "attr/disk/b/size = 10",
                        "attr/disk/b/label = disk b",
                        "end",
                        "data/updated = 1.2",
                        "rm attr/disk/b",
                        "data/updated = 1.2");
        assertThat(seen).extracting(NavigableMap::size).containsOnly(0, 3);
    }

    @Test
    void aStormIsTakenInTogether() {
        startWithOneDisk();
        int passesBefore = publishing.reports.size();
        for (int i = 1; i <= 2000; i++) {
            publishing.with("host", GuestFacts.host("web" + i)).wake();
        }
        publishing.settle();
        assertThat(dom0.value("data/name")).hasValue("web2000");
        assertThat(publishing.reports.size() - passesBefore).isLessThan(200);
    }

    @Test
    void theFirstPassWaitsALittleForCollectorsThatAreLate() {
        List<Integer> passes = new ArrayList<>();
        // On a busy machine the little may be over before the publisher looks.
        for (int attempt = 0; attempt < 20 && !passes.contains(1); attempt++) {
            try (Publishing late = Publishing.of(memory, MAPPING)) {
                late.with("host", GuestFacts.host("web1")).pending("disks").launch();
                late.until(late::hasLooked);
                late.with("disks", GuestFacts.disks("a")).settle();
                passes.add(late.reports.size());
            }
        }
        assertThat(passes).contains(1);
    }

    @Test
    void aCollectorThatStaysLateHoldsNobodyUp() {
        publishing.with("host", GuestFacts.host("web1")).pending("disks").start();
        assertThat(dom0.value("data/name")).hasValue("web1");
        assertThat(publishing.lastReport().pending()).containsExactly("disks");
    }

    @Test
    void stopEndsAWaitingPublisher() {
        startWithOneDisk();
        assertThat(publishing.stop()).isLessThan(Duration.ofSeconds(5));
        assertThat(dom0.value("data/name")).isEqualTo(Optional.of("web1"));
        assertThat(dom0.events()).isEmpty();
    }
}
