package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportanceTest {

    private static KeyTree tree(Mapping mapping) {
        return mapping.evaluate(Guest.facts(), Set.of(), Slots.none()).tree();
    }

    private static Map<String, Importance> importances(Mapping mapping) {
        Map<String, Importance> found = new LinkedHashMap<>();
        tree(mapping).keys().forEach((path, key) -> found.put(path, key.importance()));
        return found;
    }

    private static List<String> left(KeyTree tree, int limit) {
        return tree.within(limit, Set.of()).leftOut().stream().map(Key::path).toList();
    }

    @Test
    void whatIsNestedHasItUnlessItSaysOtherwise() {
        assertThat(importances(Mappings.ofKeys("""
                        data/a: 1
                        data/b:
                          importance: low
                          keys:
                            x: 1
                            y: {value: 2, importance: high, keys: {z: 3}}
                        """)))
                .isEqualTo(Map.of(
                        "data/a", Importance.NORMAL,
                        "data/b/x", Importance.LOW,
                        "data/b/y", Importance.HIGH,
                        "data/b/y/z", Importance.HIGH));
    }

    @Test
    void itIsMergedLikeAnyOtherField() {
        String mapping =
                "version: 1\nkeys: {data/a: {value: 1, importance: high}, data/b: {value: 1, importance: low}}";
        Mapping merged = Mappings.read(
                "test.yaml", mapping, List.of("{data/a: {importance: low}, data/b: {importance: ~}}"), new Problems());
        assertThat(importances(merged)).isEqualTo(Map.of("data/a", Importance.LOW, "data/b", Importance.NORMAL));
    }

    @Test
    void mistakesAreProblems() {
        assertThat(Mappings.problemsOfKeys("data/a: {value: 1, importance: hihg}"))
                .containsExactly("m.yaml:3:34 'importance' takes high, normal, low, did you mean 'high'?");
        assertThat(Mappings.problemsOfKeys("data/a: {value: 1, importance: [high]}"))
                .singleElement()
                .asString()
                .contains("'importance' takes high, normal, low");
        assertThat(Mappings.problems("version: 1\nkeys: {data/a: 1}\ncommit: {data/b: {value: 1, importance: low}}"))
                .singleElement()
                .asString()
                .contains("'importance' means nothing in a commit key");
    }

    @Test
    void theLeastImportantGoFirstAndOfEqualsTheLast() {
        KeyTree tree = tree(Mappings.of("""
                version: 1
                keys:
                  data/low: {value: 1, importance: low}
                  data/a: 1
                  data/high: {value: 1, importance: high}
                  data/b: 1
                commit: {data/updated: 1}
                """));
        assertThat(left(tree, 5)).isEmpty();
        assertThat(tree.within(5, Set.of()).tree()).isSameAs(tree);
        assertThat(left(tree, 4)).containsExactly("data/low");
        assertThat(left(tree, 3)).containsExactly("data/low", "data/b");
        assertThat(left(tree, 2)).containsExactly("data/low", "data/a", "data/b");
        assertThat(left(tree, 1)).hasSize(4);
        assertThat(tree.within(3, Set.of()).tree().keys().keySet()).containsExactly("data/a", "data/high");
        assertThat(tree.within(3, Set.of("data/low")).tree().keys().keySet())
                .containsExactly("data/low", "data/a", "data/high");
    }

    @Test
    void directoriesCostANodeAndThoseAtTheTopDoNot() {
        KeyTree tree = tree(Mappings.ofKeys("data/a/b/c: 1\ndata/a/b/d: 1\ndata/a: 1\n"));
        assertThat(left(tree, 4)).isEmpty();
        assertThat(left(tree, 3)).containsExactly("data/a/b/d");
        assertThat(left(tree, 2)).containsExactly("data/a/b/c", "data/a/b/d");
        assertThat(left(tree, 0)).containsExactly("data/a", "data/a/b/c", "data/a/b/d");
        assertThat(tree.nodesIn(Map.of("data", "", "data/a", "1", "data/a/b", "", "data/a/b/c", "1", "data/z", "1")))
                .isEqualTo(3);
    }

    /** After the first that is too dear none is cheap enough, whatever its depth: so it does not depend on chance. */
    @Test
    void aKeyThatIsTooDearIsNotPassedOver() {
        KeyTree tree = tree(Mappings.ofKeys("data/a: 1\ndata/x/y/z: 1\ndata/b: 1\n"));
        assertThat(left(tree, 3)).containsExactly("data/x/y/z", "data/b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLimitHoldsAndMoreRoomTakesNothingAway(long seed) {
        Random random = new Random(seed);
        StringBuilder keys = new StringBuilder();
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            String path = "data/" + "a/b/c".substring(0, 1 + 2 * random.nextInt(3)) + "/k" + random.nextInt(40);
            if (used.add(path)) {
                String importance = Importance.WORDS.get(random.nextInt(3));
                keys.append(path)
                        .append(": {value: 1, importance: ")
                        .append(importance)
                        .append("}\n");
            }
        }
        KeyTree tree = tree(Mappings.ofKeys(keys.toString()));
        Set<String> before = Set.of();
        for (int limit = 1; limit < 80; limit++) {
            KeyTree fit = tree.within(limit, Set.of()).tree();
            Map<String, String> held = new HashMap<>();
            fit.keys().keySet().forEach(path -> {
                for (String node = path; !node.isEmpty(); node = PathRules.parent(node)) {
                    held.put(node, "");
                }
            });
            assertThat(fit.nodesIn(held)).as("seed %d limit %d", seed, limit).isLessThanOrEqualTo(limit);
            assertThat(fit.keys().keySet()).containsAll(before);
            before = new HashSet<>(fit.keys().keySet());
        }
        assertThat(new ArrayList<>(before)).hasSize(tree.keys().size());
    }
}
