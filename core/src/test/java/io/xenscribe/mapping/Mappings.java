package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compiles mappings for tests. */
final class Mappings {

    private Mappings() {}

    /** The keys of a mapping without mistakes, indented as they come. */
    static Mapping ofKeys(String keys) {
        return of("version: 1\nkeys:\n" + keys.indent(2));
    }

    static Mapping of(String yaml) {
        Problems problems = new Problems();
        Mapping mapping = read("test.yaml", yaml, List.of(), problems);
        assertThat(problems.all()).isEmpty();
        return mapping;
    }

    static Mapping read(String name, String yaml, List<String> overlays, Problems problems) {
        List<Node.Fields> over = new ArrayList<>();
        for (String overlay : overlays) {
            over.add(fields("overlay.yaml", overlay, problems));
        }
        return MappingReader.read(
                List.of(fields(name, yaml, problems)), over, MappingResources.of(Guest.SCHEMAS), problems);
    }

    static Node.Fields fields(String name, String yaml, Problems problems) {
        return (Node.Fields) YamlReader.parse(name, yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
    }

    /** The messages about a mapping with these keys; the keys begin in line 3, column 3. */
    static List<String> problemsOfKeys(String keys) {
        return problems("version: 1\nkeys:\n" + keys.indent(2));
    }

    static List<String> problems(String yaml) {
        Problems problems = new Problems();
        read("m.yaml", yaml, List.of(), problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    /** Paths and values for the facts of {@link Guest#facts}. */
    static Map<String, String> keys(String keys) {
        return values(ofKeys(keys).evaluate(Guest.facts(), Set.of(), Slots.none()));
    }

    static Map<String, String> values(Evaluation evaluation) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Key key : evaluation.tree().keys().values()) {
            values.put(key.path(), key.value());
        }
        return values;
    }
}
