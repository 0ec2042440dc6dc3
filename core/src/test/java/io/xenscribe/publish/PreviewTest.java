package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be published, against what is. */
@Timeout(60)
class PreviewTest {

    private static final String YAML = """
            version: 1
            keys:
              data/name: ${host.name}
              data/rack: ${host.rack}
              attr/disk:
                own: true
                keys:
                  ${slot}: {for: disk in disks.list, slots: 4, value: "${disk.name}", keys: {size: "${disk.size}"}}
            commit:
              data/updated: ${agent.version}
            """;

    @TempDir
    private Path folder;

    private final Mapping mapping = GuestFacts.mapping(YAML);
    private final MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
    private final Dom0 dom0 = new Dom0(memory);

    private PublishedFile file() {
        return new PublishedFile(folder.resolve("published.json"), "boot-1");
    }

    private Publishing publishing() {
        return new Publishing(memory, mapping, Optional.of(file()));
    }

    private static Map<String, Record> facts(Record host, Record disks) {
        return Map.of("host", host, "disks", disks);
    }

    private Preview preview(Map<String, Record> facts) {
        return preview(800, facts);
    }

    private Preview preview(int nodes, Map<String, Record> facts) {
        return new Preview(mapping, nodes, facts, file(), Publishing.AGENT);
    }

    private void publish(Record host, Record disks) {
        try (Publishing publishing = publishing()) {
            publishing.with("host", host).with("disks", disks).start();
        }
    }

    private static List<String> shown(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(
                    change instanceof Change.Write(Key key) ? key.path() + " = " + key.value() : "rm " + change.path());
        }
        return lines;
    }

    @Test
    void theKeysAreThoseThatArePublished() {
        Preview preview = preview(facts(GuestFacts.host("web1"), GuestFacts.disks("a", "b")));
        publish(GuestFacts.host("web1"), GuestFacts.disks("a", "b"));
        assertThat(preview.keys()).hasSize(7).last().extracting(Key::path).isEqualTo("data/updated");
        assertThat(preview.keys())
                .allSatisfy(key -> assertThat(dom0.value(key.path())).hasValue(key.value()));
        assertThat(preview.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theChangesAreThoseThatAPublisherWouldMake(boolean remembers) throws Exception {
        publish(GuestFacts.host("web1"), GuestFacts.disks("a", "b", "c"));
        publish(GuestFacts.host("web1"), GuestFacts.disks("a", "c"));
        if (!remembers) {
            Files.delete(folder.resolve("published.json"));
        }
        dom0.write("attr/disk/9", "foreign");
        dom0.forget();
        Record host = remembers ? GuestFacts.hostWithoutRack("web2") : GuestFacts.host("web2");
        List<String> expected =
                shown(preview(facts(host, GuestFacts.disks("a", "c", "d"))).changes(memory.guest()));
        assertThat(dom0.events()).isEmpty();

        try (Publishing publishing = publishing()) {
            publishing
                    .with("host", host)
                    .with("disks", GuestFacts.disks("a", "c", "d"))
                    .start();
            List<String> asked = new ArrayList<>(publishing.requests);
            asked.removeAll(List.of("begin", "end", "data/updated = 1.2"));
            assertThat(asked).isEqualTo(expected).contains("rm attr/disk/9", "attr/disk/1 = d");
        }
    }

    @Test
    void whatHasNoRoomIsLeftOutAsThePublisherLeavesItOut() throws Exception {
        Map<String, Record> facts = facts(GuestFacts.host("web1"), GuestFacts.disks("a", "b"));
        Preview preview = preview(6, facts);
        assertThat(preview.keys())
                .extracting(Key::path)
                .containsExactly("data/name", "data/rack", "attr/disk/0", "attr/disk/0/size", "data/updated");
        assertThat(preview.warnings())
                .containsExactly(
                        "the agent may have 6 nodes ('nodes' in agent.yaml): 2 keys are left out, 2 of the rule at"
                                + " test.yaml:8, such as attr/disk/1."
                                + " 'importance' says what goes first");
        assertThat(preview.leftOut("attr/disk/1/size"))
                .hasValue("left out, no room: its importance is normal, and the agent may have 6 nodes ('nodes' in"
                        + " agent.yaml)");
        assertThat(preview.leftOut("attr/disk/0")).isEmpty();

        publish(GuestFacts.host("web1"), GuestFacts.disks("a", "b"));
        try (Publishing publishing = publishing().limited(6)) {
            List<String> expected = shown(preview(6, facts).changes(memory.guest()));
            publishing.with("host", GuestFacts.host("web1")).with("disks", GuestFacts.disks("a", "b"));
            publishing.start();
            List<String> asked = new ArrayList<>(publishing.requests);
            asked.removeAll(List.of("begin", "end", "data/updated = 1.2"));
            assertThat(asked).isEqualTo(expected).containsExactly("rm attr/disk/1");
        }
    }

    @Test
    void aDryRunPrintsEachChangeOnceAndMakesNone() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        dom0.write("attr/disk/9", "foreign");
        dom0.forget();
        try (Publishing publishing = new Publishing(memory, mapping, Optional.empty())) {
            publishing
                    .through(store -> new DryRunStore(store, out))
                    .with("host", GuestFacts.host("web1"))
                    .with("disks", GuestFacts.disks("a"))
                    .start();
            publishing.settle();
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).settle();
            assertThat(publishing.requests).isEmpty();
            assertThat(publishing.lastReport().store()).isEqualTo("memory (dry run)");
        }
        assertThat(dom0.events()).isEmpty();
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "+ data/name = \"web1\"",
                        "+ data/rack = \"B12\"",
                        "- attr/disk/9",
                        "+ attr/disk/0 = \"a\"",
                        "+ attr/disk/0/size = \"10\"",
                        "+ data/updated = \"1.2\"",
                        "- data/rack",
                        "+ data/updated = \"1.2\"");
    }
}
