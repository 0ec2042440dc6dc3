package io.xenscribe.mapping;

import io.xenscribe.mapping.Attempt.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says why a rule does not make a key, in one sentence without a full stop. */
final class Reasons {

    private static final int MOST_NAMED = 8;

    private final Slots slots;
    private final FactReport report;

    Reasons(Slots slots, Map<String, String> silent) {
        this.slots = slots;
        this.report = new FactReport(silent);
    }

    String of(Course course) {
        Attempt last = course.last();
        if (last == null) {
            return noneFits(course);
        }
        Rule rule = course.stopped();
        return switch (last.end()) {
            case PENDING, VALUE_PENDING -> "its facts have not been reported yet";
            case FAILED -> "its facts cannot be used: " + last.detail();
            case CONDITION -> condition(rule, last) + of(rule, last);
            case NO_ELEMENT -> list(rule, last);
            case LEFT_OUT -> "there are " + slots(rule) + " slots, and " + label(rule, last) + " is beyond them";
            case PATH_ABSENT, VALUE_ABSENT -> absent(rule, last);
            case PATH_FORBIDDEN -> "its path is none that Xenstore allows; |munge makes a fact a name" + of(rule, last);
            case ENTERED ->
                rule.own() ? "the rule makes no key here, and lets nothing else stand below" : nothingHere(rule);
            case VALUE_TOO_LONG -> "the value has more than " + PathRules.LONGEST_VALUE + " bytes; |cut:N shortens it";
            case TWICE -> "another rule makes it first: " + last.detail();
            case SCRIPT_WAITING -> "the engine that runs the script is still starting";
            case SCRIPT_FAILED -> "the script failed: " + last.detail();
            case SCRIPT_PATH -> "the script gives a path that Xenstore does not allow: " + last.detail();
            case MADE -> "";
        };
    }

    private static String nothingHere(Rule rule) {
        return rule.script() == null
                ? "the rule makes no key here, only those below"
                : "the script gives nothing here for these facts";
    }

    private String condition(Rule rule, Attempt last) {
        for (Condition condition : tested(rule, last)) {
            if (!condition.holds(last.frame())) {
                return Conditions.failure(condition, last.frame(), report);
            }
        }
        return "an element is empty";
    }

    private static List<Condition> tested(Rule rule, Attempt attempt) {
        List<Condition> tested = new ArrayList<>(rule.conditions());
        for (int i = 0; i < Math.min(attempt.clauses(), rule.clauses().size()); i++) {
            tested.addAll(rule.clauses().get(i).conditions());
        }
        return tested;
    }

    private String list(Rule rule, Attempt last) {
        Operand.Path list = rule.clauses().get(last.clauses()).list();
        return list.resolve(last.frame()) == null
                ? Conditions.state(list, last.frame(), report)
                : list.name() + " is empty" + of(rule, last);
    }

    /** Which facts are absent, with the reason where there is one only. */
    private String absent(Rule rule, Attempt last) {
        if (last.ended(End.PATH_ABSENT)) {
            return absent(rule.path(), last);
        }
        Set<String> reasons = new LinkedHashSet<>();
        rule.values().forEach(value -> reasons.add(absent(value, last)));
        return String.join("; ", reasons);
    }

    private String absent(Template template, Attempt last) {
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Expression expression && expression.value(last.frame()) == null) {
                List<Operand> operands = expression.operands();
                if (operands.size() == 1) {
                    return Conditions.state(operands.getFirst(), last.frame(), report);
                }
                List<String> names = new ArrayList<>();
                operands.forEach(operand -> names.add(operand.name()));
                return String.join(" and ", names) + " are absent";
            }
        }
        return "a fact is absent";
    }

    /** {@code " of enX0 (ifindex 2)"} for the element at hand. */
    private static String of(Rule rule, Attempt attempt) {
        String label = label(rule, attempt);
        return label.isEmpty() ? "" : " (" + label + ")";
    }

    private static String label(Rule rule, Attempt attempt) {
        int known = Math.min(attempt.clauses(), rule.clauses().size());
        if (known == 0) {
            return "";
        }
        Rule.Clause clause = rule.clauses().get(known - 1);
        Object element = attempt.frame().variable(clause.variable());
        return element == null ? "" : FactReport.label(clause, element);
    }

    private static int slots(Rule rule) {
        return rule.loop() == null ? 0 : rule.loop().slots();
    }

    /** No element would have led to the path. */
    private String noneFits(Course course) {
        Rule rule = course.stopped();
        Rule.Loop loop = rule.loop();
        if (loop == null) {
            return "its path comes to " + course.here().getFirst().detail();
        }
        String list = loop.innermost().list().name();
        StringBuilder text =
                new StringBuilder(loop.slots() > 0 ? noSlot(course) : "no element of " + list + " gives this path");
        Set<String> given = new LinkedHashSet<>();
        Map<String, Set<String>> failed = new LinkedHashMap<>();
        for (Attempt attempt : course.here()) {
            if (attempt.ended(End.ENTERED)) {
                given.add(attempt.detail());
            } else {
                failed.computeIfAbsent(shortly(rule, attempt), _ -> new LinkedHashSet<>())
                        .add(label(rule, attempt));
            }
        }
        text.append(some("; there are ", given));
        failed.forEach((why, labels) ->
                text.append(some("; left out: ", labels)).append(", for ").append(why));
        return text.toString();
    }

    private String noSlot(Course course) {
        String above = course.above().getLast();
        String source = course.stopped().path().source();
        Map<String, Integer> held = slots.in(above.isEmpty() ? source : above + "/" + source);
        return held.isEmpty() ? "no element has a slot" : "no element has this slot";
    }

    private String shortly(Rule rule, Attempt attempt) {
        return switch (attempt.end()) {
            case LEFT_OUT -> "there are " + slots(rule) + " slots";
            case PATH_FORBIDDEN -> "the path would be none that Xenstore allows";
            case NO_ELEMENT -> rule.clauses().get(attempt.clauses()).list().name() + " is empty";
            case CONDITION -> condition(rule, attempt);
            default -> absent(rule, attempt);
        };
    }

    private static String some(String introduction, Set<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        List<String> some = new ArrayList<>();
        for (String word : words) {
            if (some.size() == MOST_NAMED) {
                some.add((words.size() - MOST_NAMED) + " more");
                break;
            }
            some.add(word);
        }
        return introduction + String.join(", ", some);
    }
}
