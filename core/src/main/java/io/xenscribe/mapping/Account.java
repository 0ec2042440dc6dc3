package io.xenscribe.mapping;

import java.util.List;
import java.util.Optional;

/**
 * What one rule has to do with one path, at the facts of one moment.
 *
 * @param template the rule's whole path template
 * @param origin the rule, as {@code file:line}
 * @param commit whether it is the rule of a commit key
 * @param value what it makes, if it does
 * @param reason why it makes nothing; empty when it does
 * @param parts what the rule and those around it say, from the outermost on
 * @param facts that these name, as far as they could be looked at
 */
public record Account(
        String template,
        String origin,
        boolean commit,
        Optional<String> value,
        String reason,
        List<Part> parts,
        List<NamedFact> facts) {

    public Account {
        parts = List.copyOf(parts);
        facts = List.copyOf(facts);
    }

    /**
     * One thing that a rule says.
     *
     * @param name {@code for}, {@code when}, {@code slots}, {@code value} and so on
     * @param text as the rule has it
     * @param remark what it comes to now; empty where there is nothing to say
     * @param place {@code file:line}
     * @param isAround whether it stands in a rule around this one
     * @param isCause whether it is why there is no key
     */
    public record Part(String name, String text, String remark, String place, boolean isAround, boolean isCause) {}

    /**
     * A fact and what it is now.
     *
     * @param value nothing when it is absent
     * @param remark why it is absent
     */
    public record NamedFact(String name, Optional<String> value, String remark) {}
}
