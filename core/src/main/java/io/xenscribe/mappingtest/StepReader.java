package io.xenscribe.mappingtest;

import io.xenscribe.config.Merge;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.RecordReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of one test in order: each is given as a change to the one before. */
final class StepReader {

    private static final List<String> FIELDS = List.of("facts", "keys", "some", "commit", "warnings");

    private final Map<String, FactSchema> schemas;
    private final Problems problems;
    private final Map<String, Expectation> keys = new LinkedHashMap<>();
    private Node.Fields facts;

    StepReader(Map<String, FactSchema> schemas, Node.Fields always, Problems problems) {
        this.schemas = schemas;
        this.facts = always;
        this.problems = problems;
    }

    Step step(Node.Fields step) {
        checkNames(step);
        map(step, "facts", "a map from collectors to their facts").ifPresent(given -> facts = Merge.over(facts, given));
        Optional<Node.Fields> changed = map(step, "keys", "a map from paths to values");
        changed.ifPresent(this::change);
        return new Step(
                step.place(),
                new RecordReader(problems).facts(facts, schemas),
                changed.map(_ -> new LinkedHashMap<>(keys)),
                map(step, "some", "a map from paths to values")
                        .map(this::expectations)
                        .orElse(List.of()),
                map(step, "commit", "a map from paths to values").map(this::expectations),
                warnings(step));
    }

    private void checkNames(Node.Fields step) {
        boolean expects = false;
        for (Node.Field field : step.fields().values()) {
            String name = field.name().text();
            expects |= FIELDS.contains(name) && !name.equals("facts");
            if (!FIELDS.contains(name)) {
                problems.unknown(field.place(), "unknown key '" + name + "' in a step", name, FIELDS);
                expects = true;
            }
        }
        if (!expects) {
            problems.error(step.place(), "the step expects nothing: 'keys', 'some', 'commit' or 'warnings' is missing");
        }
    }

    private Optional<Node.Fields> map(Node.Fields step, String name, String what) {
        Optional<Node.Field> field = step.field(name);
        if (field.isPresent() && field.get().value() instanceof Node.Fields fields) {
            return Optional.of(fields);
        }
        if (field.isPresent()) {
            Node wrong = field.get().value();
            problems.error(wrong.place(), "'" + name + "' takes " + what + ", not " + wrong.kind());
        }
        return Optional.empty();
    }

    /** As in a mapping, what goes takes along what is below it. */
    private void change(Node.Fields change) {
        for (Expectation expectation : expectations(change)) {
            String path = expectation.path();
            if (expectation.value().isPresent()) {
                keys.put(path, expectation);
            } else if (!keys.keySet().removeIf(held -> held.equals(path) || held.startsWith(path + "/"))) {
                problems.error(
                        expectation.place(),
                        "the step before does not expect '" + path + "', so there is nothing that ~ could remove");
            }
        }
    }

    private List<Expectation> expectations(Node.Fields fields) {
        List<Expectation> expectations = new ArrayList<>();
        for (Node.Field field : fields.fields().values()) {
            String path = field.name().text();
            if (field.value() instanceof Node.Scalar value) {
                expectations.add(new Expectation(path, Optional.of(value.text()), field.place()));
            } else if (field.value() instanceof Node.Nothing) {
                expectations.add(new Expectation(path, Optional.empty(), field.place()));
            } else {
                problems.error(
                        field.value().place(),
                        "the value of a key is text, not " + field.value().kind() + "; paths are given in full");
            }
        }
        return expectations;
    }

    private List<Node.Scalar> warnings(Node.Fields step) {
        Optional<Node.Field> field = step.field("warnings");
        if (field.isEmpty()) {
            return List.of();
        }
        List<Node.Scalar> warnings = new ArrayList<>();
        if (!(field.get().value() instanceof Node.Items items)) {
            Node wrong = field.get().value();
            problems.error(wrong.place(), "'warnings' takes a list of parts of warnings, not " + wrong.kind());
            return warnings;
        }
        for (Node item : items.items()) {
            if (item instanceof Node.Scalar text && !text.text().isEmpty()) {
                warnings.add(text);
            } else {
                problems.error(item.place(), "a part of a warning is text, not " + item.kind());
            }
        }
        return warnings;
    }
}
