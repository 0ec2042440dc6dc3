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
 * @param value null for a rule that makes no key itself
 * @param needs the collectors that decide whether and how often the rule and those below it make keys
 * @param valueNeeds the collectors that the value alone needs
 * @param unless for commit keys
 * @param origin the rule, as {@code file:line}
 */
record Rule(
        Template path,
        @Nullable Loop loop,
        List<Condition> conditions,
        @Nullable Template value,
        boolean own,
        boolean optional,
        boolean quiet,
        List<String> unless,
        List<Rule> children,
        Set<String> needs,
        Set<String> valueNeeds,
        String origin) {

    /**
     * {@code for} and {@code slots}.
     *
     * @param variable the number of the loop's variable
     * @param keys what tells the elements apart; empty when the element itself does
     * @param slots how many elements are published; 0 without slots, and then all are
     */
    record Loop(int variable, Operand.Path list, List<Fact> keys, int slots) {}
}
