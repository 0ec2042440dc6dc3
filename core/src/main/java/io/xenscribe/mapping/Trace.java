package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** What one pass did with each rule, in its order. A pass that publishes has none. */
final class Trace {

    private final IdentityHashMap<Rule, List<Attempt>> attempts = new IdentityHashMap<>();

    /** @param clauses those of the rule's loop that have an element; what the others stood for before is forgotten */
    void add(Rule rule, String at, Frame frame, int clauses, Attempt.End end, String detail) {
        Frame now = frame.copy();
        Rule.Loop loop = rule.loop();
        for (int i = clauses; loop != null && i < loop.clauses().size(); i++) {
            now.bind(loop.clauses().get(i).variable(), null);
        }
        attempts.computeIfAbsent(rule, _ -> new ArrayList<>()).add(new Attempt(rule, at, now, clauses, end, detail));
    }

    List<Attempt> of(Rule rule) {
        return attempts.getOrDefault(rule, List.of());
    }
}
