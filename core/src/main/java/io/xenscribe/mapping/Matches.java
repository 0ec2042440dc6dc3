package io.xenscribe.mapping;

import io.xenscribe.facts.FactText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the elements of a list that match what is known already, so that a join need not try each pair: 50 interfaces
 * joined to 50 are 2500 pairs. For one evaluation, in which lists do not change.
 */
final class Matches {

    private final Frame frame;
    private final IdentityHashMap<Rule.Clause, Map<String, List<@Nullable Object>>> byText = new IdentityHashMap<>();

    Matches(Frame frame) {
        this.frame = frame;
    }

    /** The elements of {@code clause} that may meet its conditions, in order; null where there is no list. */
    @Nullable
    List<?> elements(Rule.Clause clause) {
        Rule.Match match = clause.match();
        if (match == null) {
            return all(clause);
        }
        Object known = match.known().resolve(frame);
        return known == null ? List.of() : index(clause, match).getOrDefault(FactText.of(known), List.of());
    }

    /** All elements; null where there is no list. */
    @Nullable
    List<?> all(Rule.Clause clause) {
        return clause.list().resolve(frame) instanceof List<?> items ? items : null;
    }

    private Map<String, List<@Nullable Object>> index(Rule.Clause clause, Rule.Match match) {
        Map<String, List<@Nullable Object>> index = byText.get(clause);
        if (index == null) {
            index = new HashMap<>();
            byText.put(clause, index);
            List<?> items = clause.list().resolve(frame) instanceof List<?> list ? list : List.of();
            for (int i = 0; i < items.size(); i++) {
                frame.bind(clause.variable(), items.get(i));
                Object own = match.own().resolve(frame);
                if (own != null) {
                    add(index, FactText.of(own), items.get(i));
                }
            }
        }
        return index;
    }

    private static void add(Map<String, List<@Nullable Object>> index, String text, @Nullable Object element) {
        List<@Nullable Object> elements = index.get(text);
        if (elements == null) {
            elements = new ArrayList<>(2);
            index.put(text, elements);
        }
        elements.add(element);
    }
}
