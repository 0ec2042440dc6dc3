package io.xenscribe.mapping;

import io.xenscribe.facts.Fact;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A compiled rule.
 *
 * @param path relative to the rule that it is nested in
 * @param loop null without {@code for}
 * @param conditions those that depend on no element of its own loop
 * @param values of which the first counts whose facts are all there; none for a rule that makes no key itself, or makes
 *     them by its script
 * @param script null for one without
 * @param needs the collectors that decide whether and how often the rule and those below it make keys
 * @param valueNeeds the collectors that the value alone needs
 * @param unless for commit keys
 * @param origin the rule, as {@code file:line}
 */
record Rule(
        Template path,
        @Nullable Loop loop,
        List<Condition> conditions,
        List<Template> values,
        @Nullable ScriptRule script,
        boolean own,
        boolean optional,
        boolean quiet,
        Importance importance,
        List<String> unless,
        List<Rule> children,
        Set<String> needs,
        Set<String> valueNeeds,
        String origin) {

    boolean hasValue() {
        return !values.isEmpty();
    }

    /** Of its loop; none without one. */
    List<Clause> clauses() {
        return loop == null ? List.of() : loop.clauses();
    }

    /**
     * {@code for} and {@code slots}.
     *
     * @param clauses each within the one before it
     * @param keys what tells the elements of the last clause apart; empty when the element itself does
     * @param slots how many elements are published; 0 without slots, and then all are
     * @param first the elements for which these hold are numbered before the others; with slots only
     */
    record Loop(List<Clause> clauses, List<Fact> keys, int slots, List<Condition> first) {

        Clause innermost() {
            return clauses.getLast();
        }
    }

    /**
     * {@code NAME in FACT}.
     *
     * @param variable the number of the name
     * @param conditions those of the rule that can be tested once the element is known
     * @param match one of these by which elements can be found; null when there is none
     */
    record Clause(
            int variable,
            Operand.Path list,
            List<Condition> conditions,
            @Nullable Match match) {}

    /**
     * {@code own == known}.
     *
     * @param own a fact of the element, out of a list that is the same for all elements of the clauses before
     * @param known what does not depend on the element
     */
    record Match(Operand own, Operand known) {}
}
