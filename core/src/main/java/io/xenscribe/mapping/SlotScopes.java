package io.xenscribe.mapping;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slot numbers of one evaluation: those there were, and those there are now. */
final class SlotScopes {

    private final Slots before;
    private final @Nullable Map<String, String> held;
    private final Frame frame;
    private final Draft draft;
    private final Map<String, Map<String, Integer>> now = new LinkedHashMap<>();
    private final Map<String, int[]> numbers = new HashMap<>();

    /** @param held what the store holds, to find numbers that are not known; null when they need not be found */
    SlotScopes(Slots before, @Nullable Map<String, String> held, Frame frame, Draft draft) {
        this.before = before;
        this.held = held;
        this.frame = frame;
        this.draft = draft;
    }

    /**
     * Gives the elements their numbers, as far as there are slots.
     *
     * @return the scope, to ask for the numbers with
     */
    String begin(StringBuilder path, Rule rule, Selection selection) {
        Rule.Loop loop = selection.loop;
        String scope = path.length() == 0
                ? rule.path().source()
                : path + "/" + rule.path().source();
        List<String> names = new ArrayList<>(Math.min(selection.size(), loop.slots()));
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < selection.size(); i++) {
            String name = name(selection.element(i), loop.keys());
            if (positions.putIfAbsent(name, i) != null) {
                tellOfTwice(scope, name, loop);
            } else if (names.size() < loop.slots()) {
                names.add(name);
            }
        }
        if (positions.size() > names.size()) {
            draft.warn(
                    "slots " + scope,
                    scope + ": " + (positions.size() - names.size()) + " of " + positions.size()
                            + " left out, there are " + loop.slots() + " slots (" + rule.origin() + ")");
        }
        Map<String, Integer> known = before.in(scope);
        if (held != null && known.isEmpty()) {
            known = recovered(path, rule, selection, names, held);
        }
        Map<String, Integer> assigned = SlotNumbers.assign(names, known, loop.slots());
        int[] byPosition = new int[selection.size()];
        Arrays.fill(byPosition, -1);
        for (Map.Entry<String, Integer> entry : assigned.entrySet()) {
            byPosition[positions.getOrDefault(entry.getKey(), 0)] = entry.getValue();
        }
        if (!assigned.isEmpty()) {
            now.put(scope, assigned);
        }
        numbers.put(scope, byPosition);
        return scope;
    }

    /** The numbers of a scope stay as they were. */
    void keep(String scope) {
        Map<String, Integer> known = before.in(scope);
        if (!known.isEmpty()) {
            now.put(scope, known);
        }
    }

    /** A join may well find an element by two ways; a list has each once. */
    private void tellOfTwice(String scope, String name, Rule.Loop loop) {
        if (loop.clauses().size() == 1) {
            draft.warn("key " + scope, scope + ": '" + name + "' is in the list twice");
        }
    }

    /** The number of the element at {@code position}; negative for the second of two that are the same. */
    int number(String scope, int position) {
        int[] byPosition = numbers.get(scope);
        return byPosition == null ? -1 : byPosition[position];
    }

    /** The numbers in use, and those of scopes that could not be looked at yet. */
    Slots result(List<Protection> protections) {
        for (Map.Entry<String, Map<String, Integer>> scope : before.scopes().entrySet()) {
            for (Protection protection : protections) {
                if (protection.covers(scope.getKey())) {
                    now.putIfAbsent(scope.getKey(), scope.getValue());
                }
            }
        }
        return now.equals(before.scopes()) ? before : new Slots(now);
    }

    private static String name(Object element, List<Fact> keys) {
        if (keys.isEmpty()) {
            return FactText.of(element);
        }
        if (keys.size() == 1) {
            Object value = keys.getFirst().of(element);
            return value == null ? "" : FactText.of(value);
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            Object value = keys.get(i).of(element);
            name.append(i == 0 ? "" : " ");
            if (value != null) {
                FactText.append(value, name);
            }
        }
        return name.toString();
    }

    /** Finds each element where the store holds the value that the rule, or its first child, gives it. */
    private Map<String, Integer> recovered(
            StringBuilder path, Rule rule, Selection selection, List<String> names, Map<String, String> store) {
        Map<String, Integer> found = new HashMap<>();
        int outer = frame.slot;
        for (int slot = 0; slot < selection.loop.slots(); slot++) {
            frame.slot = slot;
            for (int i = 0; i < selection.size(); i++) {
                String name = name(selection.element(i), selection.loop.keys());
                selection.bind(i, frame);
                if (!found.containsKey(name) && isHeld(path, rule, store)) {
                    found.put(name, slot);
                    break;
                }
            }
        }
        frame.slot = outer;
        found.keySet().retainAll(names);
        return found;
    }

    private boolean isHeld(StringBuilder path, Rule rule, Map<String, String> store) {
        StringBuilder at = new StringBuilder(path);
        if (at.length() > 0) {
            at.append('/');
        }
        if (rule.path().appendPath(frame, at) != Template.Outcome.MADE) {
            return false;
        }
        List<Template> values = rule.values();
        for (int i = 0; i < rule.children().size() && values.isEmpty(); i++) {
            Rule child = rule.children().get(i);
            if (child.loop() == null && child.hasValue()) {
                at.append('/');
                if (child.path().appendPath(frame, at) != Template.Outcome.MADE) {
                    return false;
                }
                values = child.values();
            }
        }
        StringBuilder text = new StringBuilder();
        return Template.appendFirst(values, frame, text) && text.toString().equals(store.get(at.toString()));
    }
}
