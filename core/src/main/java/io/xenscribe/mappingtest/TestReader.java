package io.xenscribe.mappingtest;

import io.xenscribe.config.NamedFile;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code tests} of a mapping: a map from names to lists of steps, or the name of a file that holds such a map.
 * All problems are found at once. For one thread.
 */
public final class TestReader {

    private final Map<String, FactSchema> schemas;
    private final Node.Fields always;
    private final Problems problems;

    /**
     * @param schemas of the facts that tests may give, by collector
     * @param always the facts that every test starts with, by collector
     */
    public TestReader(Map<String, FactSchema> schemas, Node.Fields always, Problems problems) {
        this.schemas = schemas;
        this.always = always;
        this.problems = problems;
    }

    /**
     * The tests of a mapping file; none when it has none. Those of a mapping that it extends are not among them.
     *
     * @param homeConfig where a file of tests is looked for if it is not beside the mapping
     */
    public List<MappingTest> read(Path mapping, Path homeConfig) {
        Optional<Node> document = YamlReader.readTrusted(mapping, problems);
        if (document.isEmpty() || !(document.get() instanceof Node.Fields fields)) {
            return List.of();
        }
        Optional<Node.Field> tests = fields.field("tests");
        if (tests.isEmpty()) {
            return List.of();
        }
        Node node = tests.get().value();
        return node instanceof Node.Scalar name ? ofFile(name, homeConfig) : tests(node);
    }

    private List<MappingTest> ofFile(Node.Scalar name, Path homeConfig) {
        return NamedFile.of(name, homeConfig, problems)
                .flatMap(file -> YamlReader.read(file, problems))
                .map(this::tests)
                .orElse(List.of());
    }

    /** The tests of a map from names to lists of steps. */
    List<MappingTest> tests(Node node) {
        List<MappingTest> tests = new ArrayList<>();
        if (!(node instanceof Node.Fields fields)) {
            problems.error(
                    node.place(),
                    "tests are a map from names to lists of steps, or the name of a file with such a map, not "
                            + node.kind());
            return tests;
        }
        for (Node.Field field : fields.fields().values()) {
            if (field.value() instanceof Node.Items items && !items.items().isEmpty()) {
                tests.add(test(field.name(), items));
            } else {
                problems.error(
                        field.value().place(),
                        "a test is a list of steps such as {facts: ..., keys: ...}, "
                                + (field.value() instanceof Node.Items
                                        ? "and this one has none"
                                        : "not " + field.value().kind()));
            }
        }
        return tests;
    }

    private MappingTest test(Node.Scalar name, Node.Items items) {
        StepReader reader = new StepReader(schemas, always, problems);
        List<Step> steps = new ArrayList<>();
        for (Node item : items.items()) {
            if (item instanceof Node.Fields fields) {
                steps.add(reader.step(fields));
            } else {
                problems.error(item.place(), "a step is a map such as {facts: ..., keys: ...}, not " + item.kind());
            }
        }
        return new MappingTest(name.text(), name.place(), steps);
    }
}
