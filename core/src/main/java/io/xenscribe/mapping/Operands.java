package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.List;

/** What a rule names. */
final class Operands {

    private Operands() {}

    /**
     * What can be looked at when a pass came so far.
     *
     * @param clauses how many of its loop have an element
     * @param withValue whether the value matters, too
     */
    static List<Operand> of(Rule rule, int clauses, boolean withValue) {
        List<Operand> operands = new ArrayList<>();
        rule.conditions().forEach(condition -> add(condition, operands));
        int all = rule.clauses().size();
        for (int i = 0; i < all && i <= clauses; i++) {
            Rule.Clause clause = rule.clauses().get(i);
            operands.add(clause.list());
            if (i < clauses) {
                clause.conditions().forEach(condition -> add(condition, operands));
            }
        }
        if (clauses >= all) {
            add(rule.path(), operands);
            if (withValue && rule.hasValue()) {
                rule.values().forEach(value -> add(value, operands));
            } else if (withValue && rule.script() != null) {
                operands.addAll(rule.script().operands());
            }
        }
        return operands;
    }

    static void add(Condition condition, List<Operand> operands) {
        switch (condition) {
            case Condition.Given given -> operands.add(given.operand());
            case Condition.Same same -> {
                operands.add(same.left());
                operands.add(same.right());
            }
        }
    }

    static void add(Template template, List<Operand> operands) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Expression expression) {
                operands.addAll(expression.operands());
            }
        }
    }
}
