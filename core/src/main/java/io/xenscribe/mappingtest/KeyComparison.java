package io.xenscribe.mappingtest;

import io.xenscribe.config.Place;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mappingtest.Difference.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the keys that a mapping makes with those expected. For one thread. */
final class KeyComparison {

    private final KeyTree tree;
    private final Place step;
    private final List<Difference> differences = new ArrayList<>();

    /** @param step where to point to for keys of which nothing was said */
    KeyComparison(KeyTree tree, Place step) {
        this.tree = tree;
        this.step = step;
    }

    /** In the order of the expectations, unexpected keys last. */
    List<Difference> differences() {
        return differences;
    }

    /** Looks at each key, and for keys that nobody expected. */
    void all(Map<String, Expectation> expected) {
        expected.values().forEach(this::look);
        for (Key key : tree.keys().values()) {
            if (!expected.containsKey(key.path())) {
                add(key.path(), Optional.empty(), step);
            }
        }
    }

    /** Looks at these alone. */
    void some(List<Expectation> expected) {
        expected.forEach(this::look);
    }

    private void look(Expectation expectation) {
        if (!tree.key(expectation.path()).map(Key::value).equals(expectation.value())) {
            add(expectation.path(), expectation.value(), expectation.place());
        }
    }

    private void add(String path, Optional<String> expected, Place place) {
        Optional<Key> key = tree.key(path);
        Difference difference =
                new Difference(Subject.KEY, path, expected, key.map(Key::value), place, key.map(Key::origin));
        if (differences.stream().noneMatch(difference::isSame)) {
            differences.add(difference);
        }
    }
}
