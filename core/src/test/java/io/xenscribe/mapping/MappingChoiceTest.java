package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.facts.FactSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of mappings of which facts choose one. */
class MappingChoiceTest {

    record Firmware(boolean cloud, Optional<String> maker) {}

    record Store(Map<String, String> home) {}

    private static final Map<String, FactSchema> SCHEMAS =
            Map.of("firmware", FactSchema.of(Firmware.class), "store", FactSchema.of(Store.class));

    private static final String THREE = """
            - when: firmware.cloud
              mapping: cloud.yaml
            - when: [store.home.unique-domain-id, firmware.maker == 'Xen']
              mapping: pool.yaml
            - mapping: plain.yaml
            """;

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @BeforeEach
    void furnish() throws IOException {
        for (String name : List.of("cloud", "pool", "plain")) {
            write("mappings/" + name + ".yaml", "version: 1\nkeys:\n  data/x: " + name + "\n");
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve("config").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Optional<MappingChoice> read(String choice, String agent) throws IOException {
        write("mappings/auto.yaml", choice);
        write("agent.yaml", agent);
        AgentConfig config = AgentConfigReader.read(Optional.of(folder.resolve("config/agent.yaml")), folder, problems)
                .orElseThrow();
        return MappingChoiceReader.read(config, MappingResources.of(SCHEMAS), problems);
    }

    private List<String> problems() {
        return problems.all().stream()
                .map(Problem::toString)
                .map(line -> line.replace(folder + "/config/", ""))
                .toList();
    }

    private static Map<String, Record> facts(boolean cloud, String maker, String... nodes) {
        Map<String, String> home = new HashMap<>();
        for (String node : nodes) {
            home.put(node, "");
        }
        return Map.of("firmware", new Firmware(cloud, Optional.of(maker)), "store", new Store(home));
    }

    @Test
    void theFirstEntryWhoseConditionsHoldIsChosen() throws IOException {
        MappingChoice choice = read(THREE, "").orElseThrow();
        assertThat(problems()).isEmpty();
        assertThat(choice.files())
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly("cloud.yaml", "pool.yaml", "plain.yaml");
        assertThat(choice.choose(facts(true, "Xen", "unique-domain-id")))
                .hasToString("cloud.yaml, because firmware.cloud (auto.yaml:1)");
        assertThat(choice.choose(facts(false, "Xen", "unique-domain-id")))
                .hasToString(
                        "pool.yaml, because store.home.unique-domain-id and firmware.maker == 'Xen' (auto.yaml:3)");
        assertThat(choice.choose(facts(false, "QEMU", "unique-domain-id")))
                .hasToString("plain.yaml, because nothing before it holds (auto.yaml:5)");
        assertThat(choice.choose(Map.of())).hasToString("plain.yaml, because nothing before it holds (auto.yaml:5)");
    }

    @Test
    void theChosenMappingMakesItsKeysAndThoseOfTheConfiguration() throws IOException {
        MappingChoice choice = read(THREE, "keys: {data/rack: B12}").orElseThrow();
        Mapping mapping = choice.choose(facts(true, "Xen")).mapping();
        assertThat(Mappings.values(mapping.evaluate(Map.of(), Set.of(), Slots.none())))
                .containsExactly(Map.entry("data/x", "cloud"), Map.entry("data/rack", "B12"));
    }

    @Test
    void whatTheConditionsNeedIsKnown() throws IOException {
        write("mappings/plain.yaml", "version: 1\nkeys:\n  data/x: ${store.home.name}\n");
        MappingChoice choice = read("- {when: firmware.cloud, mapping: cloud.yaml}\n- mapping: plain.yaml\n", "")
                .orElseThrow();
        assertThat(choice.needsAnyOf(Set.of("store"))).isFalse();
        assertThat(choice.needsAnyOf(Set.of("store", "firmware"))).isTrue();
        assertThat(choice.uses("store")).as("a mapping does").isTrue();
        assertThat(choice.uses("agent")).isFalse();
    }

    @Test
    void whereNoEntryHoldsThereAreNoKeys() throws IOException {
        ChosenMapping none = read("- {when: firmware.cloud, mapping: cloud.yaml}\n", "")
                .orElseThrow()
                .choose(facts(false, "Xen"));
        assertThat(none).hasToString("none, because no entry of auto.yaml holds");
        assertThat(none.file()).isEmpty();
        assertThat(none.mapping().factsUsed()).isEmpty();
        assertThat(Mappings.values(none.mapping().evaluate(Map.of(), Set.of(), Slots.none())))
                .isEmpty();
    }

    @Test
    void everyMistakeIsToldAtItsPlace() throws IOException {
        write("mappings/pool.yaml", "version: 1\nkeys:\n  data//x: 1\n");
        Optional<MappingChoice> choice = read("""
                - {when: firmware.clout, mapping: cloud.yaml}
                - {wehn: firmware.cloud, mapping: pool.yaml}
                - {when: [], mapping: plain.yaml}
                - {when: firmware.cloud}
                - plain.yaml
                - {when: {a: b}, mapping: [plain.yaml]}
                """, "");
        assertThat(problems())
                .containsExactly(
                        "mappings/auto.yaml:1:10 unknown fact 'firmware.clout', did you mean 'firmware.cloud'?",
                        "mappings/auto.yaml:2:4 unknown name 'wehn' in an entry, did you mean 'when'?",
                        "mappings/auto.yaml:3:3 warning: is never chosen: the entry before it holds always",
                        "mappings/auto.yaml:3:10 a condition is missing here; without 'when' the entry holds always",
                        "mappings/auto.yaml:4:3 warning: is never chosen: the entry before it holds always",
                        "mappings/auto.yaml:4:3 'mapping' is missing: the name of a file",
                        "mappings/auto.yaml:5:3 warning: is never chosen: the entry before it holds always",
                        "mappings/auto.yaml:5:3 an entry is a map with 'mapping', and 'when', not text",
                        "mappings/auto.yaml:6:3 warning: is never chosen: the entry before it holds always",
                        "mappings/auto.yaml:6:10 a condition is text, not a map",
                        "mappings/auto.yaml:6:27 'mapping' takes the name of a file",
                        "mappings/pool.yaml:3:7 a name is missing between '//'");
        assertThat(choice).isPresent();
    }

    @Test
    void anEmptyListAndAFileThatIsMissingAreMistakes() throws IOException {
        assertThat(read("[]", "")).isEmpty();
        assertThat(read("- mapping: none.yaml", "")).isEmpty();
        assertThat(problems())
                .containsExactly(
                        "mappings/auto.yaml:1:1 the list is empty: entries with 'mapping', and 'when', are wanted",
                        "mappings/auto.yaml:1:12 there is no file mappings/none.yaml, and none of that name in "
                                + folder + "/config");
    }

    @Test
    void aMappingThatIsNotThereIsToldWhereItIsNamed() throws IOException {
        write("agent.yaml", "mapping: none\n");
        AgentConfig config = AgentConfigReader.read(Optional.of(folder.resolve("config/agent.yaml")), folder, problems)
                .orElseThrow();
        assertThat(MappingChoiceReader.read(config, MappingResources.of(SCHEMAS), problems))
                .isEmpty();
        assertThat(problems())
                .containsExactly("agent.yaml:1:10 there is no mapping mappings/none.yaml, and none of that name in "
                        + folder + "/config");
    }

    @Test
    void anEntryForAPluginThatIsNotLoadedIsPassedOver() throws IOException {
        MappingChoice choice = read("- {when: not weather.rain, mapping: cloud.yaml}\n- mapping: plain.yaml\n", "")
                .orElseThrow();
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("mappings/auto.yaml:1:14 warning: no loaded plugin and no 'for' gives 'weather'");
        assertThat(choice.choose(Map.of()).file())
                .hasValueSatisfying(file -> assertThat(file).hasFileName("plain.yaml"));
    }

    @Test
    void anOverlayThatOneOfTheMappingsMakesUseOfIsNoMistake() throws IOException {
        write("mappings/pool.yaml", "version: 1\nkeys:\n  data/x: 1\n  data/y: 2\n");
        assertThat(read(THREE, "keys: {data/y: ~}")).isPresent();
        assertThat(problems()).isEmpty();
        assertThat(read(THREE, "keys: {data/z: ~}")).isPresent();
        assertThat(problems()).containsExactly("agent.yaml:1:8 warning: there is no rule 'data/z' that ~ could remove");
    }

    @Test
    void aMappingByItselfIsNoChoice() throws IOException {
        MappingChoice choice = read("version: 1\nkeys: {data/x: 1}\n", "").orElseThrow();
        assertThat(choice.choose(Map.of())).hasToString("auto.yaml");
        assertThat(choice.choose(Map.of()).reason()).isEmpty();
    }
}
