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
    private final List<Warning> warnings;
    private final Map<String, Map<String, Integer>> now = new LinkedHashMap<>();
    private final Map<String, int[]> numbers = new HashMap<>();

    /** @param held what the store holds, to find numbers that are not known; null when they need not be found */
    SlotScopes(Slots before, @Nullable Map<String, String> held, Frame frame, List<Warning> warnings) {
        this.before = before;
        this.held = held;
        this.frame = frame;
        this.warnings = warnings;
    }

    /**
     * Gives the elements their numbers.
     *
     * @param left how many more there are
     * @return the scope, to ask for the numbers with
     */
    String begin(StringBuilder path, Rule rule, Rule.Loop loop, List<Object> elements, int left) {
        String scope = path.length() == 0
                ? rule.path().source()
                : path + "/" + rule.path().source();
        if (left > 0) {
            int all = left + elements.size();
            warnings.add(new Warning(
                    "slots " + scope,
                    scope + ": " + left + " of " + all + " left out, there are " + loop.slots() + " slots ("
                            + rule.origin() + ")"));
        }
        List<String> names = new ArrayList<>(elements.size());
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            String name = name(elements.get(i), loop.keys());
            if (positions.putIfAbsent(name, i) == null) {
                names.add(name);
            } else {
                warnings.add(new Warning("key " + scope, scope + ": '" + name + "' is in the list twice"));
            }
        }
        Map<String, Integer> known = before.in(scope);
        if (held != null && known.isEmpty()) {
            known = recovered(path, rule, loop, elements, names, held);
        }
        Map<String, Integer> assigned = SlotNumbers.assign(names, known, loop.slots());
        int[] byPosition = new int[elements.size()];
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
            StringBuilder path,
            Rule rule,
            Rule.Loop loop,
            List<Object> elements,
            List<String> names,
            Map<String, String> store) {
        Map<String, Integer> found = new HashMap<>();
        int outer = frame.slot;
        for (int slot = 0; slot < loop.slots(); slot++) {
            frame.slot = slot;
            for (Object element : elements) {
                String name = name(element, loop.keys());
                frame.bind(loop.variable(), element);
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
        Template value = rule.value();
        for (int i = 0; i < rule.children().size() && value == null; i++) {
            Rule child = rule.children().get(i);
            if (child.loop() == null && child.value() != null) {
                at.append('/');
                if (child.path().appendPath(frame, at) != Template.Outcome.MADE) {
                    return false;
                }
                value = child.value();
            }
        }
        StringBuilder text = new StringBuilder();
        return value != null && value.append(frame, text) && text.toString().equals(store.get(at.toString()));
    }
}
