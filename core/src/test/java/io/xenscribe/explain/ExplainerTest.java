package io.xenscribe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Key;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.mapping.Background;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.Preview;
import io.xenscribe.publish.PublishedFile;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {

    record Disk(@Key String name) {}

    record Disks(List<Disk> list) {}

    private static final String YAML = """
            version: 1
            keys:
              data/one: wanted
              data/list:
                own: true
                keys:
                  ${slot}: {for: disk in disks.list, slots: 4, value: "${disk.name}"}
            commit:
              data/updated: now
            """;

    @TempDir
    Path folder;

    private final Xenstore store = new MemoryStore(Toolstack.XAPI, 1).guest();
    private Path file = Path.of("");
    private int nodes = 800;

    @BeforeEach
    void files() throws IOException {
        file = Files.writeString(folder.resolve("m.yaml"), YAML);
        Files.writeString(folder.resolve("published.json"), "{\"boot-id\": \"b\", \"paths\": [\"data/old\"]}");
    }

    private Explainer explainer(AgentStatus status) {
        Problems problems = new Problems();
        Map<String, FactSchema> schemas = Map.of("disks", FactSchema.of(Disks.class));
        Mapping mapping = MappingReader.read(file, List.of(), MappingResources.of(schemas), problems)
                .orElseThrow();
        Preview preview = new Preview(
                mapping,
                nodes,
                Map.of("disks", new Disks(List.of(new Disk("a"), new Disk("b"), new Disk("c")))),
                PublishedFile.toRead(folder.resolve("published.json"), "b"),
                new AgentIdentity("1", 1, Instant.EPOCH));
        Background background =
                new Background(MappingReader.text(file, folder, List.of(), problems), problems, Map.of());
        assertThat(problems.all()).isEmpty();
        return new Explainer(
                preview, background, status, MappingChoice.of(file, mapping).choose(Map.of()));
    }

    private Held held(String path) {
        return explainer(AgentStatus.none()).explain(path, store).held();
    }

    @Test
    void comparesWithTheStore() throws IOException {
        assertThat(held("data/one").state()).isEqualTo(Held.State.MISSING);
        store.write("data/one", "other");
        assertThat(held("data/one")).isEqualTo(new Held(Held.State.DIFFERS, Optional.of("other"), ""));
        store.write("data/one", "wanted");
        assertThat(held("data/one").state()).isEqualTo(Held.State.SAME);
        store.write("data/updated", "before");
        assertThat(held("data/updated").state()).isEqualTo(Held.State.EARLIER);
        assertThat(held("data/none").state()).isEqualTo(Held.State.NOTHING);
    }

    @Test
    void tellsWhatBecomesOfNodesThatNoRuleMakes() throws IOException {
        store.write("data/foreign", "x");
        store.write("data/old", "x");
        store.write("data/list/9/more", "x");
        assertThat(held("data/foreign").state()).isEqualTo(Held.State.FOREIGN);
        assertThat(held("data/old").state()).isEqualTo(Held.State.LEFT_OVER);
        assertThat(held("data/list/9").state()).isEqualTo(Held.State.INTRUDER);
        assertThat(held("data/list/9/more").state()).isEqualTo(Held.State.INTRUDER);
        assertThat(explainer(AgentStatus.none())
                        .explain("data/list/9/more", store)
                        .owner())
                .hasValue("data/list");
    }

    @Test
    void numbersAreThoseOfTheStore() throws IOException {
        store.write("data/list/3", "b");
        Explanation explanation = explainer(AgentStatus.none()).explain("data/list/3", store);
        assertThat(explanation.value()).hasValue("b");
        assertThat(explanation.held().state()).isEqualTo(Held.State.SAME);
    }

    @Test
    void whatHasNoRoomIsLeftOut() throws IOException {
        nodes = 3;
        Explanation explanation = explainer(AgentStatus.none()).explain("data/list/1", store);
        assertThat(explanation.value()).isEmpty();
        assertThat(explanation.reason())
                .isEqualTo("left out, no room: its importance is normal, and the agent may have 3 nodes ('nodes' in"
                        + " agent.yaml)");
        assertThat(explanation.accounts())
                .singleElement()
                .satisfies(account -> assertThat(account.value()).hasValue("b"));
        assertThat(explanation.held().state()).isEqualTo(Held.State.NOTHING);
        store.write("data/list/1", "b");
        assertThat(held("data/list/1").state()).isEqualTo(Held.State.INTRUDER);
        assertThat(explainer(AgentStatus.none()).explain("data/one", store).value())
                .hasValue("wanted");
    }

    @Test
    void listsWhatIsBelow() {
        Explanation explanation = explainer(AgentStatus.none()).explain("data", store);
        assertThat(explanation.below())
                .extracting(io.xenscribe.mapping.Key::path)
                .containsExactly("data/one", "data/list/0", "data/list/1", "data/list/2", "data/updated");
        assertThat(explanation.reason()).isEqualTo("no rule makes it, only keys below it");
    }

    @Test
    void passesOnWhatTheAgentSays() {
        Node report = YamlReader.parse(
                        "status.json", """
                        {"refused": [{"rule": "%s:3", "error": "EACCES", "example": "data/one", "count": 1}],
                         "collectors": [{"name": "disks", "state": "failing", "error": "no luck"}]}
                        """.formatted(file).getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
        Explainer explainer = explainer(new AgentStatus(report, List.of()));
        assertThat(explainer.explain("data/one", store).remarks())
                .containsExactly("the store refuses it to the agent: EACCES");
        assertThat(explainer.explain("data/list/0", store).remarks())
                .containsExactly("the agent's collector 'disks' is failing: no luck");
        assertThat(explainer.explain("data/none", store).remarks()).isEmpty();
        assertThat(remarksOf(
                        "{\"refused\": [{\"rule\": \"%s:3\", \"error\": \"left out, no room\", \"example\": \"x\"}]}"
                                .formatted(file)))
                .containsExactly("the agent leaves it out for want of room (for x, which the same rule makes)");
    }

    @Test
    void aChangedFileAsksForAReload() {
        assertThat(remarksOf("{\"started-at\": \"2020-01-01T00:00:00Z\"}"))
                .containsExactly(file + " was changed after the agent read it: reload or restart it");
    }

    @Test
    void aFileThatWasReadAgainIsNotTakenForChanged() {
        assertThat(remarksOf("{\"started-at\": \"2020-01-01T00:00:00Z\","
                        + " \"reload\": {\"at\": \"9999-01-01T00:00:00Z\", \"result\": \"taken\"}}"))
                .isEmpty();
    }

    @Test
    void aRefusedReloadIsNamed() {
        assertThat(remarksOf("{\"started-at\": \"9999-01-01T00:00:00Z\","
                        + " \"reload\": {\"at\": \"9999-01-01T00:00:00Z\", \"result\": \"refused\"}}"))
                .containsExactly(
                        "the agent refused the configuration at its last reload; 'xenscribe config check' says why");
    }

    private List<String> remarksOf(String status) {
        Node report = YamlReader.parse("status.json", status.getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
        return explainer(new AgentStatus(report, List.of(folder.resolve("gone.yaml"), file)))
                .explain("data/one", store)
                .remarks();
    }

    @ParameterizedTest
    @CsvSource({
        "data/x, data/x",
        "/data/x/, data/x",
        "/local/domain/12/data/x, data/x",
        "//data/x, data/x",
        "/local/domain/12, ''",
        "/, ''",
    })
    void understandsPathsAsTheyAreWritten(String text, String path) {
        assertThat(Explainer.path(text)).isEqualTo(path);
    }
}
