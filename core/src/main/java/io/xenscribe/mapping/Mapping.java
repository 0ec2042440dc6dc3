package io.xenscribe.mapping;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A compiled mapping: a pure function of facts and slot numbers. {@link MappingReader} makes it. Immutable. */
public final class Mapping {

    private final List<Rule> rules;
    private final List<Rule> commit;
    private final List<Protection> faulty;

    /** @param faulty the places of rules that could not be compiled: what was published there stays */
    Mapping(List<Rule> rules, List<Rule> commit, List<Protection> faulty) {
        this.rules = List.copyOf(rules);
        this.commit = List.copyOf(commit);
        this.faulty = List.copyOf(faulty);
    }

    /**
     * The keys that follow from the facts.
     *
     * @param facts by collector; a collector that is missing has nothing
     * @param pending the collectors that have not published since the start: rules that need one of them make no keys,
     *     and nothing is removed at or below the known beginnings of their paths
     * @param slots those of the evaluation before
     */
    public Evaluation evaluate(Map<String, ? extends Record> facts, Set<String> pending, Slots slots) {
        return new Pass(facts, pending, slots, null, faulty).evaluate(rules, commit);
    }

    /**
     * The slot numbers by what a store holds, for a start without a record of them: an element has the number under
     * which its value is found.
     *
     * @param held the nodes below {@link KeyTree#owned} paths at least
     */
    public Slots recoverSlots(Map<String, ? extends Record> facts, Map<String, String> held) {
        return recoverSlots(facts, held, Slots.none());
    }

    /** The same, for the scopes of which {@code known} has nothing. */
    public Slots recoverSlots(Map<String, ? extends Record> facts, Map<String, String> held, Slots known) {
        return new Pass(facts, Set.of(), known, held, faulty)
                .evaluate(rules, commit)
                .slots();
    }

    /** The collectors that the rules use. */
    public Set<String> factsUsed() {
        Set<String> used = new LinkedHashSet<>();
        addUsed(rules, used);
        addUsed(commit, used);
        return used;
    }

    /** Whether a key other than a commit key needs the facts of {@code collector}. */
    public boolean keysUse(String collector) {
        Set<String> used = new LinkedHashSet<>();
        addUsed(rules, used);
        return used.contains(collector);
    }

    private static void addUsed(List<Rule> rules, Set<String> used) {
        for (Rule rule : rules) {
            used.addAll(rule.needs());
            used.addAll(rule.valueNeeds());
            addUsed(rule.children(), used);
        }
    }
}
