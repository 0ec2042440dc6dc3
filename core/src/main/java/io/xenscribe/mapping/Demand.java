package io.xenscribe.mapping;

import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something that must be so for a rule to make a key.
 *
 * @param fact whatever name loops give to their elements
 * @param type of the fact
 * @param text as a person would write it
 */
record Demand(String fact, FactType type, Kind kind, String other, String text) {

    /** What is demanded of the fact. */
    enum Kind {
        /** Is there; a truth value is true, a list has elements. */
        GIVEN,
        /** The contrary. */
        NOT_GIVEN,
        /** Has any value; a truth value may be false. */
        PRESENT,
        /** Is {@code other}, a text in quotes or another fact. */
        SAME,
        /** Is not. */
        DIFFERENT
    }

    /** Those of a rule itself. */
    static void addAll(Rule rule, RuleReview.Names names, List<Demand> demands) {
        rule.conditions().forEach(condition -> add(condition, names, demands));
        for (Rule.Clause clause : rule.clauses()) {
            String list = clause.list().name();
            demands.add(
                    new Demand(names.of(clause.list()), clause.list().type(), Kind.GIVEN, "", "for ... in " + list));
            clause.conditions().forEach(condition -> add(condition, names, demands));
        }
        add(rule.path(), names, demands);
        if (rule.values().size() == 1 && rule.children().isEmpty() && !rule.own()) {
            add(rule.values().getFirst(), names, demands);
        }
    }

    private static void add(Template template, RuleReview.Names names, List<Demand> demands) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Expression expression
                    && expression.operands().size() == 1) {
                Operand operand = expression.operands().getFirst();
                demands.add(
                        new Demand(names.of(operand), operand.type(), Kind.PRESENT, "", "${" + operand.name() + "}"));
            }
        }
    }

    private static void add(Condition condition, RuleReview.Names names, List<Demand> demands) {
        String text = Conditions.text(condition);
        switch (condition) {
            case Condition.Given given ->
                demands.add(new Demand(
                        names.of(given.operand()),
                        given.operand().type(),
                        given.wanted() ? Kind.GIVEN : Kind.NOT_GIVEN,
                        "",
                        text));
            case Condition.Same same -> {
                Kind kind = same.wanted() ? Kind.SAME : Kind.DIFFERENT;
                String left = names.of(same.left());
                String right = names.of(same.right());
                demands.add(new Demand(left, same.left().type(), kind, right, text));
                if (!(same.right() instanceof Operand.Quoted)) {
                    demands.add(new Demand(right, same.right().type(), kind, left, text));
                }
            }
        }
    }

    /** Why not all can be so at the same time, if that is certain. */
    static Optional<String> conflict(List<Demand> demands) {
        for (int i = 0; i < demands.size(); i++) {
            for (int j = i + 1; j < demands.size(); j++) {
                Demand one = demands.get(i);
                Demand other = demands.get(j);
                if (one.fact.equals(other.fact) && (one.excludes(other) || other.excludes(one))) {
                    return Optional.of("'" + one.text + "' and '" + other.text + "' exclude each other");
                }
            }
        }
        return noWordLeft(demands);
    }

    private boolean excludes(Demand that) {
        boolean truth = type == FactType.Scalar.BOOLEAN;
        return switch (kind) {
            case NOT_GIVEN ->
                switch (that.kind) {
                    case GIVEN -> true;
                    case PRESENT -> !truth;
                    case SAME -> !truth || that.other.equals("'true'");
                    default -> false;
                };
            case SAME ->
                switch (that.kind) {
                    case SAME -> isQuoted(other) && isQuoted(that.other) && !other.equals(that.other);
                    case DIFFERENT -> other.equals(that.other);
                    case GIVEN -> truth && other.equals("'false'");
                    default -> false;
                };
            default -> false;
        };
    }

    private static boolean isQuoted(String other) {
        return other.startsWith("'");
    }

    /** A fact that is there must be one of its words. */
    private static Optional<String> noWordLeft(List<Demand> demands) {
        for (Demand given : demands) {
            if (given.type instanceof FactType.Choice choice
                    && (given.kind == Kind.GIVEN || given.kind == Kind.PRESENT)) {
                Set<String> left = new HashSet<>(choice.words());
                List<String> texts = new ArrayList<>();
                for (Demand demand : demands) {
                    if (demand.kind == Kind.DIFFERENT && demand.fact.equals(given.fact) && isQuoted(demand.other)) {
                        left.remove(demand.other.substring(1, demand.other.length() - 1));
                        texts.add("'" + demand.text + "'");
                    }
                }
                if (left.isEmpty()) {
                    return Optional.of(String.join(", ", texts) + " leave no value for it");
                }
            }
        }
        return Optional.empty();
    }
}
