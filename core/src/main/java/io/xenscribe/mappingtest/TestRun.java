package io.xenscribe.mappingtest;

import io.xenscribe.config.Node;
import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.Slots;
import io.xenscribe.mapping.Warning;
import io.xenscribe.mappingtest.Difference.Subject;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of a test: what stays from step to step is here. */
final class TestRun {

    private final Mapping mapping;
    private final Map<String, String> store = new LinkedHashMap<>();
    private Slots slots = Slots.none();

    TestRun(Mapping mapping) {
        this.mapping = mapping.inZone(ZoneOffset.UTC);
    }

    TestResult of(MappingTest test, List<Step> steps) {
        List<TestResult.Failure> failures = new ArrayList<>();
        List<Difference> before = List.of();
        for (int i = 0; i < steps.size(); i++) {
            List<Difference> now = differences(steps.get(i));
            List<Difference> fresh = fresh(now, before);
            if (!fresh.isEmpty()) {
                failures.add(new TestResult.Failure(i + 1, steps.get(i).place(), fresh));
            }
            before = now;
        }
        return new TestResult(test, failures);
    }

    private List<Difference> differences(Step step) {
        Evaluation evaluation = mapping.evaluate(step.facts(), Set.of(), slots);
        slots = evaluation.slots();
        List<CommitKey> written = publish(evaluation);
        KeyComparison keys = new KeyComparison(evaluation.tree(), step.place());
        step.keys().ifPresent(keys::all);
        keys.some(step.some());
        List<Difference> differences = new ArrayList<>(keys.differences());
        step.commit().ifPresent(expected -> differences.addAll(commit(step, expected, written)));
        differences.addAll(warnings(step, evaluation.warnings()));
        return differences;
    }

    /** Does to the store what the publisher would do, and returns the commit keys that it would write. */
    private List<CommitKey> publish(Evaluation evaluation) {
        List<Change> changes = evaluation.tree().diff(store, Set.copyOf(store.keySet()));
        List<CommitKey> written = new ArrayList<>();
        for (CommitKey key : evaluation.commit()) {
            if (key.follows(changes)) {
                written.add(key);
            }
        }
        for (Change change : changes) {
            switch (change) {
                case Change.Write(var key) -> store.put(key.path(), key.value());
                case Change.Remove(String path, String _) ->
                    store.keySet().removeIf(held -> held.equals(path) || held.startsWith(path + "/"));
            }
        }
        for (CommitKey key : written) {
            store.put(key.key().path(), key.key().value());
        }
        return written;
    }

    private static List<Difference> commit(Step step, List<Expectation> expected, List<CommitKey> written) {
        Map<String, CommitKey> actual = new LinkedHashMap<>();
        for (CommitKey key : written) {
            actual.put(key.key().path(), key);
        }
        List<Difference> differences = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (Expectation expectation : expected) {
            String path = expectation.path();
            paths.add(path);
            Optional<CommitKey> key = Optional.ofNullable(actual.get(path));
            Optional<String> value = key.map(found -> found.key().value());
            if (!value.equals(expectation.value())) {
                Optional<String> rule = key.map(found -> found.key().origin());
                differences.add(
                        new Difference(Subject.COMMIT, path, expectation.value(), value, expectation.place(), rule));
            }
        }
        for (CommitKey key : written) {
            if (!paths.contains(key.key().path())) {
                differences.add(new Difference(
                        Subject.COMMIT,
                        key.key().path(),
                        Optional.empty(),
                        Optional.of(key.key().value()),
                        step.place(),
                        Optional.of(key.key().origin())));
            }
        }
        List<String> order = List.copyOf(actual.keySet());
        if (differences.isEmpty() && !order.equals(paths)) {
            differences.add(new Difference(
                    Subject.COMMIT,
                    "",
                    Optional.of(String.join(", ", paths)),
                    Optional.of(String.join(", ", order)),
                    step.place(),
                    Optional.empty()));
        }
        return differences;
    }

    /** A warning that no step expects is as unexpected as a key. */
    private static List<Difference> warnings(Step step, List<Warning> warnings) {
        List<Difference> differences = new ArrayList<>();
        for (Node.Scalar expected : step.warnings()) {
            if (warnings.stream().noneMatch(warning -> warning.text().contains(expected.text()))) {
                differences.add(new Difference(
                        Subject.WARNING,
                        "",
                        Optional.of(expected.text()),
                        Optional.empty(),
                        expected.place(),
                        Optional.empty()));
            }
        }
        for (Warning warning : warnings) {
            if (step.warnings().stream().noneMatch(expected -> warning.text().contains(expected.text()))) {
                differences.add(new Difference(
                        Subject.WARNING,
                        "",
                        Optional.empty(),
                        Optional.of(warning.text()),
                        step.place(),
                        Optional.empty()));
            }
        }
        return differences;
    }

    /** Keys stay wrong from step to step, which is told once; commit keys are new in each. */
    private static List<Difference> fresh(List<Difference> now, List<Difference> before) {
        List<Difference> fresh = new ArrayList<>();
        for (Difference difference : now) {
            if (difference.subject() == Subject.COMMIT || before.stream().noneMatch(difference::isSame)) {
                fresh.add(difference);
            }
        }
        return fresh;
    }
}
