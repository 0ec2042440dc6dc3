package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bytes as a mapping: whatever they are, reading ends, without an exception, and what is made of them is valid. */
final class MappingFuzz {

    private static final Map<String, Record> FACTS = Guest.facts();

    private MappingFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Problems problems = new Problems();
        Optional<Node> node = YamlReader.parse("fuzz.yaml", bytes, problems);
        if (node.isEmpty() && !problems.hasErrors()) {
            throw new AssertionError("neither a tree nor a reason");
        }
        if (node.isPresent() && node.get() instanceof Node.Fields fields) {
            // Over itself, as a drop-in is.
            Mapping mapping =
                    MappingReader.read(List.of(fields), List.of(fields), MappingResources.of(Guest.SCHEMAS), problems);
            evaluate(mapping);
        }
        if (problems.toString().isEmpty() != problems.isEmpty()) {
            throw new AssertionError("a problem without words");
        }
    }

    private static void evaluate(Mapping mapping) {
        Evaluation first = mapping.evaluate(FACTS, Set.of(), Slots.none());
        for (Key key : first.tree().keys().values()) {
            requireValid(key);
        }
        first.commit().forEach(commit -> requireValid(commit.key()));
        first.tree().diff(Map.of("data/foreign", "x", "attr/vif/7", ""), Set.of("data/foreign"));
        Evaluation second = mapping.evaluate(FACTS, Set.of("network"), first.slots());
        if (!mapping.evaluate(FACTS, Set.of("network"), second.slots()).slots().equals(second.slots())) {
            throw new AssertionError("slots that change by themselves");
        }
    }

    private static void requireValid(Key key) {
        String path = key.path();
        boolean valid = !path.isEmpty() && path.charAt(0) != '@' && path.length() <= PathRules.LONGEST_PATH;
        for (String name : path.split("/", -1)) {
            valid &= !name.isEmpty() && PathRules.areAllowed(name, 0);
        }
        if (!valid || PathRules.isTooLong(key.value())) {
            throw new AssertionError("not for Xenstore: " + key);
        }
    }
}
