package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for rules that are right one by one and still cannot be meant: rules that never hold, and two for one path. */
final class RuleReview {

    private final MappingText text;
    private final Problems problems;
    private final Map<String, Seen> byPath = new LinkedHashMap<>();

    /** A rule with all conditions that must hold for it. */
    private record Seen(RuleText text, List<Demand> demands) {}

    RuleReview(MappingText text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    void review(Mapping mapping) {
        for (Rule rule : mapping.rules()) {
            review(rule, false, "", "", new Names(), List.of());
        }
        byPath.clear();
        for (Rule rule : mapping.commit()) {
            review(rule, true, "", "", new Names(), List.of());
        }
    }

    /**
     * @param template the path template above, as it is written
     * @param pattern the same with names that do not depend on how loops call their elements
     */
    private void review(Rule rule, boolean commit, String template, String pattern, Names outer, List<Demand> around) {
        String whole = below(template, rule.path().source());
        Optional<RuleText> source = text.rule(whole, commit);
        if (source.isEmpty()) {
            return;
        }
        Names names = outer.with(rule);
        List<Demand> demands = new ArrayList<>(around);
        Demand.addAll(rule, names, demands);
        Optional<String> conflict = Demand.conflict(demands);
        if (conflict.isPresent()) {
            problems.warning(place(source.get()), "the rule can never make a key: " + conflict.get());
            return;
        }
        reviewImportance(rule, source.get());
        String same = below(pattern, names.of(rule.path()));
        if (rule.hasValue() || rule.script() != null) {
            remember(same, new Seen(source.get(), demands));
        }
        for (Rule child : rule.children()) {
            review(child, commit, whole, same, names, demands);
        }
    }

    /** A node is there as long as one below it is, so that leaving out its value would spare nothing. */
    private void reviewImportance(Rule rule, RuleText source) {
        Optional<Node.Field> given = source.field("importance");
        if (given.isPresent() && rule.hasValue() && hasMoreImportant(rule.children(), rule.importance())) {
            problems.warning(
                    given.get().place(),
                    "a rule nested in this one is more important: its keys keep this node, too, so that leaving"
                            + " this one out spares nothing");
        }
    }

    private static boolean hasMoreImportant(List<Rule> rules, Importance than) {
        for (Rule rule : rules) {
            if (rule.importance().isAbove(than) || hasMoreImportant(rule.children(), than)) {
                return true;
            }
        }
        return false;
    }

    private static String below(String above, String own) {
        return above.isEmpty() ? own : above + "/" + own;
    }

    /** Rules whose conditions exclude each other may share a path. */
    private void remember(String pattern, Seen rule) {
        Seen first = byPath.putIfAbsent(pattern, rule);
        if (first == null) {
            return;
        }
        List<Demand> both = new ArrayList<>(first.demands());
        both.addAll(rule.demands());
        if (Demand.conflict(both).isEmpty()) {
            problems.warning(
                    rule.text().origin(),
                    "makes the same path as the rule at "
                            + first.text().origin().fileAndLine() + "; where both do, the first one counts");
        }
    }

    private static Place place(RuleText rule) {
        return rule.field("when").map(Node.Field::place).orElse(rule.origin());
    }

    /** What the variables of loops stand for, so that two rules with different names can be compared. */
    static final class Names {

        private final Map<Integer, String> lists;

        Names() {
            this(Map.of());
        }

        private Names(Map<Integer, String> lists) {
            this.lists = lists;
        }

        /** The same within {@code rule}. */
        Names with(Rule rule) {
            if (rule.clauses().isEmpty()) {
                return this;
            }
            Names inner = new Names(new HashMap<>(lists));
            for (Rule.Clause clause : rule.clauses()) {
                inner.lists.put(clause.variable(), inner.of(clause.list()) + "[]");
            }
            return inner;
        }

        String of(Operand operand) {
            if (operand instanceof Operand.Path path && path.collector() == null) {
                int dot = path.name().indexOf('.');
                return lists.getOrDefault(path.variable(), "?")
                        + (dot < 0 ? "" : path.name().substring(dot));
            }
            return operand.name();
        }

        String of(Template template) {
            StringBuilder text = new StringBuilder();
            for (Template.Part part : template.parts()) {
                if (part instanceof Template.Literal literal) {
                    text.append(literal.text());
                } else if (part instanceof Template.Expression expression) {
                    text.append('$').append(expression.filters());
                    expression.operands().forEach(operand -> text.append('{').append(of(operand)));
                    text.append('}');
                }
            }
            return text.toString();
        }
    }
}
