package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.mapping.Attempt.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule and those around it say, and what that comes to. For one thread. */
final class PartList {

    private static final int MOST_HOLDERS = 20;

    private final Course course;
    private final MappingText text;
    private final boolean commit;
    private final Slots slots;
    private final List<Account.Part> parts = new ArrayList<>();

    PartList(Course course, MappingText text, boolean commit, Slots slots) {
        this.course = course;
        this.text = text;
        this.commit = commit;
        this.slots = slots;
    }

    List<Account.Part> parts() {
        String template = "";
        for (int i = 0; i < course.chain().size(); i++) {
            Rule rule = course.chain().get(i);
            template = template.isEmpty()
                    ? rule.path().source()
                    : template + "/" + rule.path().source();
            RuleText source = text.rule(template, commit).orElse(null);
            if (source != null) {
                add(rule, source, i);
            }
        }
        return parts;
    }

    private void add(Rule rule, RuleText source, int index) {
        boolean around = index + 1 < course.chain().size();
        for (Node.Field field : source.fields()) {
            String name = field.name().text();
            List<String> lines = AccountWriter.lines(field.value());
            switch (name) {
                case "for" -> clauses(rule, field, lines, index, around);
                case "when" -> conditions(rule, field, index, around);
                case "slots" -> add(field, lines.getFirst(), holders(rule, index), around, false);
                case "value" -> add(field, around, lines, isValueCause());
                case "js" -> add(field, around, lines, isValueCause());
                case "own", "optional", "quiet" -> flag(field, lines, around);
                default -> add(field, String.join(", ", lines), "", around, false);
            }
        }
    }

    private boolean isValueCause() {
        Attempt last = course.last();
        return last != null && last.end().compareTo(End.ENTERED) > 0 && !last.ended(End.MADE);
    }

    /** Those of the rules around say nothing about this key. */
    private void flag(Node.Field field, List<String> lines, boolean around) {
        if (!around && lines.contains("true")) {
            add(field, "true", "", false, false);
        }
    }

    private void add(Node.Field field, boolean around, List<String> lines, boolean cause) {
        for (int i = 0; i < lines.size() && !around; i++) {
            add(field, lines.get(i), "", false, cause && i == 0);
        }
        if (lines.isEmpty() && !around) {
            add(field, "\"\"", "", false, cause);
        }
    }

    private void add(Node.Field field, String line, String remark, boolean around, boolean cause) {
        parts.add(new Account.Part(
                field.name().text(), line, remark, field.place().fileAndLine(), around, cause));
    }

    private void clauses(Rule rule, Node.Field field, List<String> lines, int index, boolean around) {
        List<Rule.Clause> clauses = rule.clauses();
        for (int i = 0; i < Math.min(clauses.size(), lines.size()); i++) {
            Frame frame = frame(index, i);
            boolean isHere = index == course.entered();
            Attempt last = course.last();
            boolean cause = isHere
                    && (last == null ? i + 1 == clauses.size() : last.ended(End.NO_ELEMENT) && i == last.clauses());
            add(field, lines.get(i), frame == null ? "" : elements(clauses.get(i), frame), around, cause);
        }
    }

    private static String elements(Rule.Clause clause, Frame frame) {
        Object list = clause.list().resolve(frame);
        if (!(list instanceof List<?> items)) {
            return "absent";
        }
        Object element = frame.variable(clause.variable());
        String count = items.isEmpty() ? "empty" : items.size() == 1 ? "1 element" : items.size() + " elements";
        return element == null ? count : count + ", here " + FactReport.label(clause, element);
    }

    /** What names stood for when the pass came to the clause; null when it did not. */
    private @Nullable Frame frame(int index, int clause) {
        Attempt last = course.last();
        if (index > course.entered()) {
            return null;
        } else if (last == null) {
            boolean isKnown = index < course.entered() || clause == 0;
            return isKnown && !course.here().isEmpty() ? withoutElement(index) : null;
        }
        return index < course.entered() || clause <= last.clauses() ? last.frame() : null;
    }

    /** Of all elements none fits, so none is named. */
    private Frame withoutElement(int index) {
        Frame frame = course.here().getFirst().frame().copy();
        if (index == course.entered()) {
            course.chain().get(index).clauses().forEach(clause -> frame.bind(clause.variable(), null));
        }
        return frame;
    }

    private void conditions(Rule rule, Node.Field field, int index, boolean around) {
        rule.conditions().forEach(condition -> add(field, condition, frame(index, 0), around));
        List<Rule.Clause> clauses = rule.clauses();
        for (int i = 0; i < clauses.size(); i++) {
            Frame frame = isBound(index, i) ? frame(index, i) : null;
            clauses.get(i).conditions().forEach(condition -> add(field, condition, frame, around));
        }
    }

    private void add(Node.Field field, Condition condition, @Nullable Frame frame, boolean around) {
        boolean holds = frame != null && condition.holds(frame);
        String remark = frame == null ? "" : holds ? "holds" : "does not hold";
        add(field, Conditions.text(condition), remark, around, frame != null && !holds);
    }

    /** Whether the clause had an element. */
    private boolean isBound(int index, int clause) {
        Attempt last = course.last();
        return index < course.entered() || (index == course.entered() && last != null && clause < last.clauses());
    }

    private String holders(Rule rule, int index) {
        if (index >= course.above().size()) {
            return "";
        }
        String above = course.above().get(index);
        String scope = above.isEmpty()
                ? rule.path().source()
                : above + "/" + rule.path().source();
        List<String> holders = new ArrayList<>();
        Map<String, Integer> numbers = slots.in(scope);
        for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
            if (holders.size() == MOST_HOLDERS) {
                holders.add("...");
                break;
            }
            holders.add(entry.getValue() + ": " + entry.getKey());
        }
        return holders.isEmpty() ? "none in use" : "in use " + String.join(", ", holders);
    }
}
