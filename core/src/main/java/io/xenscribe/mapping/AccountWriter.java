package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problem;
import io.xenscribe.mapping.Attempt.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts into words how far a pass came towards a path. */
final class AccountWriter {

    private final Background background;
    private final Slots slots;

    /** @param slots after the pass */
    AccountWriter(Background background, Slots slots) {
        this.background = background;
        this.slots = slots;
    }

    /** Of a rule that was not compiled. */
    Account unusable(RuleText rule, boolean commit) {
        String reason = "the rule is not used, see 'config check'";
        for (Problem problem : background.problems().all()) {
            if (isAbout(problem.place(), rule)) {
                reason = problem.message();
            }
        }
        List<Account.Part> parts = new ArrayList<>();
        for (Node.Field field : rule.fields()) {
            String name = field.name().text();
            for (String line : lines(field.value())) {
                parts.add(new Account.Part(name, line, "", field.place().fileAndLine(), false, false));
            }
        }
        return new Account(
                rule.path(), rule.origin().fileAndLine(), commit, Optional.empty(), reason, parts, List.of());
    }

    private static boolean isAbout(Place place, RuleText rule) {
        boolean found = isSameLine(place, rule.origin());
        for (Node.Field field : rule.fields()) {
            found |= isSameLine(place, field.place())
                    || isSameLine(place, field.value().place());
            if (field.value() instanceof Node.Items items) {
                for (Node item : items.items()) {
                    found |= isSameLine(place, item.place());
                }
            }
        }
        return found;
    }

    private static boolean isSameLine(Place one, Place other) {
        return one.line() == other.line() && one.file().equals(other.file());
    }

    Account account(RuleText rule, boolean commit, Course course) {
        Attempt last = course.last();
        Optional<String> value = last != null && last.ended(End.MADE) ? Optional.of(last.detail()) : Optional.empty();
        String reason = value.isPresent() ? "" : new Reasons(slots, background.silent()).of(course);
        PartList parts = new PartList(course, background.text(), commit, slots);
        return new Account(
                rule.path(), rule.origin().fileAndLine(), commit, value, reason, parts.parts(), facts(course));
    }

    private List<Account.NamedFact> facts(Course course) {
        FactReport report = new FactReport(background.silent());
        for (int i = 0; i < course.chain().size() && i <= course.entered(); i++) {
            Rule rule = course.chain().get(i);
            Attempt attempt = course.last() == null ? course.here().getFirst() : course.last();
            int clauses = i < course.entered() ? Integer.MAX_VALUE : course.last() == null ? 0 : attempt.clauses();
            report.addAll(Operands.of(rule, clauses, i + 1 == course.chain().size()), attempt.frame());
        }
        return report.facts();
    }

    /** A value as lines for people. */
    static List<String> lines(Node value) {
        if (value instanceof Node.Scalar scalar) {
            return scalar.text().lines().toList();
        }
        List<String> lines = new ArrayList<>();
        if (value instanceof Node.Items items) {
            items.items().forEach(item -> lines.addAll(lines(item)));
        }
        return lines;
    }
}
