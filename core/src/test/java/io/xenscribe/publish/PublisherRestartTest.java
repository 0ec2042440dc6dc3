package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run leaves to the next. */
@Timeout(60)
class PublisherRestartTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/name: ${host.name}
              data/extra/rack: ${host.rack}
              attr/disk:
                own: true
                keys:
                  ${slot}: {for: disk in disks.list, slots: 4, value: "${disk.name}", keys: {size: "${disk.size}"}}
            commit:
              data/updated: 1
            """;

    @TempDir
    private Path folder;

    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Dom0 dom0 = new Dom0(memory);

    private Path file() {
        return folder.resolve("published.json");
    }

    private Publishing publishing(String mapping) {
        return Publishing.of(memory, mapping, new PublishedFile(file(), "boot-1"));
    }

    /** Leaves a and c, with a gap between them. */
    @BeforeEach
    void firstRun() {
        run(MAPPING);
    }

    private void run(String mapping) {
        try (Publishing publishing = publishing(mapping)) {
            publishing
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a", "b", "c"))
                    .start();
            publishing.with("disks", GuestFacts.disks("a", "c")).settle();
        }
        assertThat(dom0.nodes("attr/disk"))
                .containsEntry("attr/disk/0", "a")
                .containsEntry("attr/disk/2", "c")
                .doesNotContainKey("attr/disk/1");
        dom0.forget();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRestartChangesNoKeyAndNoNumber(boolean remembers) throws Exception {
        if (!remembers) {
            Files.delete(file());
        }
        try (Publishing publishing = publishing(MAPPING)) {
            publishing
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a", "c"))
                    .start();
            // An agent that was killed between its last key and its commit keys has told nobody.
            assertThat(dom0.events()).containsExactly("data/updated");
            publishing.with("disks", GuestFacts.disks("a", "c", "d")).settle();
            assertThat(dom0.value("attr/disk/1")).hasValue("d");
            assertThat(dom0.value("attr/disk/2")).hasValue("c");
        }
    }

    @Test
    void numbersAreFoundAgainAlsoWhereTheAgentsOwnFactsArePublished() throws Exception {
        String mapping = MAPPING.replace("commit:", "  data/writes: ${agent.writes}\ncommit:");
        run(mapping);
        Files.delete(file());
        try (Publishing publishing = publishing(mapping)) {
            publishing
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a", "c"))
                    .start();
            assertThat(dom0.events()).containsExactly("data/writes", "data/updated");
        }
    }

    @Test
    void keysOfCollectorsThatAreLateStayAsTheyAre() {
        try (Publishing publishing = publishing(MAPPING)) {
            publishing.pending("disks", "host").start();
            assertThat(publishing.lastReport().pending()).containsExactly("disks", "host");
            publishing.with("host", GuestFacts.host("web1")).settle();
            assertThat(dom0.events()).isEmpty();
            publishing.with("disks", GuestFacts.disks("a", "c")).settle();
            assertThat(dom0.events()).containsExactly("data/updated");
            publishing.settle();
            assertThat(dom0.events()).hasSize(1);
        }
    }

    @Test
    void theirKeysStayAlsoWithoutAFile() throws Exception {
        Files.delete(file());
        try (Publishing publishing = publishing(MAPPING)) {
            publishing.pending("disks", "host").start();
            publishing.with("disks", GuestFacts.disks("a", "c")).settle();
            publishing.with("host", GuestFacts.host("web1")).settle();
            assertThat(dom0.events()).containsExactly("data/updated");
        }
    }

    @Test
    void keysThatNoRuleGivesAnyMoreGo() {
        String mapping = """
                version: 1
                keys: {"data/title": "${host.name}"}
                """;
        dom0.write("data/theirs", "stays");
        try (Publishing publishing = publishing(mapping)) {
            publishing.with("host", GuestFacts.host("web1")).start();
        }
        assertThat(dom0.nodes("data")).containsOnlyKeys("data", "data/theirs", "data/title");
        assertThat(dom0.nodes("attr")).containsOnlyKeys("attr");
    }

    @Test
    void whatTheToolstackKeepsForItselfIsNotOurs() {
        MemoryStore strict = new MemoryStore(Toolstack.XL, 1);
        Dom0 toolstack = new Dom0(strict);
        toolstack.write("control/feature-balloon", "0");
        String mapping = """
                version: 1
                keys:
                  control/feature-balloon: {value: 1, optional: true}
                  data/name: ${host.name}
                """;
        PublishedFile known = new PublishedFile(folder.resolve("strict.json"), "boot-1");
        try (Publishing publishing = Publishing.of(strict, mapping, known)) {
            publishing.with("host", GuestFacts.host("web1")).start();
        }
        assertThat(known.read().paths()).containsExactly("data/name");
    }

    @Test
    void anotherBootsNumbersAreDroppedAndItsKeysAreNot() {
        Published sameBoot = new PublishedFile(file(), "boot-1").read();
        Published nextBoot = new PublishedFile(file(), "boot-2").read();
        assertThat(sameBoot.slots().scopes()).containsOnlyKeys("attr/disk/${slot}");
        assertThat(nextBoot.slots().scopes()).isEmpty();
        assertThat(nextBoot.paths())
                .isEqualTo(sameBoot.paths())
                .contains("data/name", "data/extra", "data/extra/rack", "attr/disk/2/size", "data/updated")
                .doesNotContain("attr/disk/1");
    }

    @Test
    void aFileThatIsGarbageIsToldAndLeftAside() throws Exception {
        Files.writeString(file(), "{\"boot-id\": \"boot-1\", \"paths\": [\"data/na");
        NavigableMap<String, String> before = dom0.nodes("data");
        try (CapturedLog log = new CapturedLog();
                Publishing publishing = publishing(MAPPING)) {
            assertThat(log.lines("published.json")).hasSize(1);
            publishing
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a", "c"))
                    .start();
            assertThat(dom0.nodes("data")).isEqualTo(before);
        }
        assertThat(new PublishedFile(file(), "boot-1").read().paths()).contains("data/name");
    }
}
