package io.xenscribe.cli;

import io.xenscribe.explain.Explanation;
import io.xenscribe.explain.Held;
import io.xenscribe.host.OneLine;
import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An explanation for people: the answer first, then the rules and facts that it comes from. For one thread. */
final class ExplanationText {

    private static final int MOST_BELOW = 20;
    private static final String CAUSE = "> ";

    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Explanation explanation) {
        this.explanation = explanation;
    }

    static List<String> of(Explanation explanation) {
        ExplanationText text = new ExplanationText(explanation);
        text.answer();
        explanation.accounts().forEach(text::account);
        text.below();
        return text.lines.stream().map(OneLine::of).toList();
    }

    private void answer() {
        String path = explanation.path();
        Optional<String> value = explanation.value();
        lines.add(value.isPresent() ? path + " = " + quoted(value.get()) : path + ": no key");
        addReason(explanation.reason());
        explanation.near().ifPresent(near -> lines.add("  did you mean " + near + "?"));
        lines.add("  " + held(explanation.held()));
        boolean isForeign =
                explanation.value().isEmpty() && explanation.leftOut().isEmpty();
        explanation
                .owner()
                .filter(owner -> isForeign)
                .ifPresent(owner -> lines.add("  below " + owner + ", where nothing stays that no rule makes"));
        explanation.remarks().forEach(remark -> lines.add("  " + remark));
    }

    /** One line for each of its clauses. */
    private void addReason(String reason) {
        for (String clause : reason.isEmpty() ? new String[0] : reason.split("; ", -1)) {
            lines.add("  " + clause);
        }
    }

    private static String held(Held held) {
        String value = held.value().map(ExplanationText::quoted).orElse("");
        return switch (held.state()) {
            case SAME -> "the store holds the same";
            case DIFFERS -> "the store holds " + value + ", which differs";
            case EARLIER -> "the store holds " + value + ", from the last time it was written";
            case MISSING -> "the store does not hold it";
            case NOTHING -> "the store holds nothing there";
            case LEFT_OVER -> "the store holds " + value + ", which the agent wrote before and will remove";
            case INTRUDER -> "the store holds " + value + ", which is not from this agent, and which it will remove";
            case FOREIGN -> "the store holds " + value + ", which the agent leaves alone";
            case UNKNOWN -> "the store cannot be looked at: " + held.remark();
        };
    }

    private void account(Account account) {
        lines.add("");
        lines.add((account.commit() ? "commit rule " : "rule ") + account.template() + "  (" + account.origin() + ")");
        if (account.value().isEmpty() && !account.reason().equals(explanation.reason())) {
            addReason(account.reason());
        }
        Columns parts = new Columns();
        for (Account.Part part : account.parts()) {
            String from = part.isAround() ? lastName(part.place()) : "";
            String remark = part.remark();
            parts.row((part.isCause() ? CAUSE : "  ") + part.name(), part.text(), remark, from);
        }
        parts.lines().forEach(lines::add);
        if (account.commit()) {
            lines.add("  written last, after each pass that changed a key which is not quiet, unless as said above");
        }
        facts(account.facts());
    }

    private void facts(List<Account.NamedFact> facts) {
        Columns columns = new Columns();
        for (Account.NamedFact fact : facts) {
            String absent = fact.remark().isEmpty() ? "absent" : "absent: " + fact.remark();
            columns.row(
                    "    " + fact.name(),
                    fact.value().map(value -> "= " + value).orElse(absent));
        }
        columns.lines().forEach(lines::add);
    }

    private void below() {
        List<Key> below = explanation.below();
        if (below.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("keys below it:");
        Columns columns = new Columns();
        for (Key key : below.subList(0, Math.min(below.size(), MOST_BELOW))) {
            columns.row("  " + key.path() + " = " + quoted(key.value()), "# " + lastName(key.origin()));
        }
        columns.lines().forEach(lines::add);
        if (below.size() > MOST_BELOW) {
            lines.add("  and " + (below.size() - MOST_BELOW) + " more");
        }
    }

    private static String quoted(String value) {
        return "\"" + value + "\"";
    }

    /** Without the folders, which are the same for nearly all. */
    private static String lastName(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }
}
