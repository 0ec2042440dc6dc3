package io.xenscribe.mapping;

import io.xenscribe.mapping.Attempt.End;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One evaluation of a mapping. */
final class Pass {

    private final Frame frame;
    private final Set<String> pending;
    private final SlotScopes slots;
    private final StringBuilder path = new StringBuilder(64);
    private final StringBuilder text = new StringBuilder(64);
    private final Matches matches;
    private final Draft draft;
    private final ScriptKeys scripts;

    /** The transaction of the keys to come; null until the outermost rule has a path. */
    private @Nullable String unit;

    /** Whether {@link #unit} is that of a {@code for} element, which those nested in it share. */
    private boolean inElement;

    Pass(
            Map<String, ? extends Record> facts,
            Set<String> pending,
            Slots slots,
            @Nullable Map<String, String> held,
            List<Protection> protections,
            @Nullable ZoneId zone,
            @Nullable Trace trace) {
        this(facts, pending, slots, held, protections, zone, trace, null, null);
    }

    /**
     * @param before what rules made before, to repeat where it is the same; null when each is to be asked
     * @param now takes what they make; null when nobody wants it
     */
    Pass(
            Map<String, ? extends Record> facts,
            Set<String> pending,
            Slots slots,
            @Nullable Map<String, String> held,
            List<Protection> protections,
            @Nullable ZoneId zone,
            @Nullable Trace trace,
            @Nullable Shares before,
            @Nullable Shares now) {
        this.frame = new Frame(facts, zone);
        this.matches = new Matches(frame);
        this.pending = pending;
        this.draft = new Draft(protections, frame, trace, before != null && before.gave(slots) ? before : null, now);
        this.scripts = new ScriptKeys(draft, frame);
        this.slots = new SlotScopes(slots, held, frame, draft);
    }

    Evaluation evaluate(List<Rule> rules, List<Rule> commitRules) {
        draft.takeKnownTree(rules);
        outermost(rules);
        draft.beginCommit();
        outermost(commitRules);
        return draft.result(slots);
    }

    private void outermost(List<Rule> rules) {
        for (Rule rule : rules) {
            Shares.Share share = draft.share(rule);
            if (share == null) {
                outermost(rule);
            } else {
                draft.repeat(rule, share, slots);
            }
        }
    }

    private void outermost(Rule rule) {
        unit = null;
        inElement = false;
        path.setLength(0);
        frame.slot = -1;
        Shares.Recording recording = draft.record();
        try {
            evaluate(rule);
            draft.keep(rule, recording);
        } catch (RuntimeException wrong) {
            // Facts that are no facts, such as a list that changes under our hands, cost the rules that use them.
            path.setLength(0);
            protect(rule);
            draft.note(rule, End.FAILED, 0, "", wrong.toString());
            draft.warn("fails " + rule.origin(), rule.origin() + ": left as it is, its facts cannot be used: " + wrong);
        }
    }

    private void evaluate(Rule rule) {
        if (isPending(rule.needs())) {
            protect(rule);
            note(rule, End.PENDING, 0);
            return;
        }
        if (!hold(rule.conditions())) {
            note(rule, End.CONDITION, 0);
            return;
        }
        Rule.Loop loop = rule.loop();
        if (loop == null) {
            element(rule, null);
        } else if (loop.slots() > 0) {
            numbered(rule, loop);
        } else {
            clause(rule, loop, 0, null);
        }
    }

    /** Goes through the elements of one clause, and for each through those of the clauses after it. */
    private void clause(Rule rule, Rule.Loop loop, int at, @Nullable Selection selection) {
        Rule.Clause clause = loop.clauses().get(at);
        // Whoever traces wants to know why others do not match.
        List<?> items = draft.isTraced() ? matches.all(clause) : matches.elements(clause);
        if (items == null || items.isEmpty()) {
            note(rule, End.NO_ELEMENT, at);
            return;
        }
        boolean last = at + 1 == loop.clauses().size();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            frame.bind(clause.variable(), item);
            if (item == null || !hold(clause.conditions())) {
                note(rule, End.CONDITION, at + 1);
                continue;
            }
            if (!last) {
                clause(rule, loop, at + 1, selection);
            } else if (selection != null) {
                selection.add(frame, hold(loop.first()));
            } else {
                element(rule, null);
            }
        }
    }

    private void numbered(Rule rule, Rule.Loop loop) {
        Selection selection = new Selection(loop);
        clause(rule, loop, 0, selection);
        int outer = frame.slot;
        String scope = slots.begin(path, rule, selection);
        draft.numbered(scope);
        for (int i = 0; i < selection.size(); i++) {
            int slot = slots.number(scope, i);
            selection.bind(i, frame);
            frame.slot = slot;
            if (slot >= 0) {
                element(rule, PathRules.parent(scope));
            } else {
                note(rule, End.LEFT_OUT, loop.clauses().size());
            }
        }
        frame.slot = outer;
    }

    private boolean hold(List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).holds(frame)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The rule itself, or the rule for one element.
     *
     * @param shared the unit of elements that can change places; null for all others
     */
    private void element(Rule rule, @Nullable String shared) {
        int start = path.length();
        if (start > 0) {
            path.append('/');
        }
        Template.Outcome outcome = rule.path().appendPath(frame, path);
        if (outcome == Template.Outcome.MADE && path.length() <= PathRules.LONGEST_PATH && path.charAt(0) != '@') {
            String outerUnit = unit;
            boolean outerInElement = inElement;
            noteOfPath(rule, End.ENTERED, start);
            enter(rule, shared);
            keys(rule);
            unit = outerUnit;
            inElement = outerInElement;
        } else if (outcome == Template.Outcome.ABSENT) {
            noteOfPath(rule, End.PATH_ABSENT, start);
        } else {
            noteOfPath(rule, End.PATH_FORBIDDEN, start);
            warnOfPath(rule, start, outcome);
        }
        path.setLength(start);
    }

    private void enter(Rule rule, @Nullable String shared) {
        if (unit == null || (rule.loop() != null && !inElement)) {
            unit = shared == null || shared.isEmpty() ? path.toString() : shared;
        }
        inElement |= rule.loop() != null;
    }

    private void keys(Rule rule) {
        if (rule.own()) {
            draft.own(path.toString());
        }
        if (rule.hasValue()) {
            value(rule);
        } else if (rule.script() != null) {
            script(rule, rule.script());
        }
        for (int i = 0; i < rule.children().size(); i++) {
            evaluate(rule.children().get(i));
        }
    }

    private void value(Rule rule) {
        if (isValuePending(rule)) {
            return;
        }
        text.setLength(0);
        if (!Template.appendFirst(rule.values(), frame, text)) {
            note(rule, End.VALUE_ABSENT, Attempt.ALL);
            return;
        }
        draft.add(rule, path.toString(), text.toString(), unit);
    }

    private void script(Rule rule, ScriptRule script) {
        if (!isValuePending(rule)) {
            scripts.make(rule, script, path.toString(), unit);
        }
    }

    private boolean isValuePending(Rule rule) {
        boolean pendingValue = isPending(rule.valueNeeds());
        if (pendingValue) {
            draft.protect(new Protection(path.toString(), true));
            note(rule, End.VALUE_PENDING, Attempt.ALL);
        }
        return pendingValue;
    }

    private void warnOfPath(Rule rule, int start, Template.Outcome outcome) {
        String above = path.substring(0, Math.min(start, path.length()));
        String where = above.isEmpty()
                ? rule.path().source()
                : above + "/" + rule.path().source();
        String what = outcome == Template.Outcome.FORBIDDEN
                ? "left out, for a fact in it is no name that Xenstore allows; |munge makes it one"
                : "left out, for the path is too long or begins with @";
        draft.warn("path " + where, where + ": " + what + " (" + rule.origin() + ")");
    }

    /** Where the path is that of the rule around, or, once there is one, the rule's own. */
    private void note(Rule rule, End end, int clauses) {
        if (draft.isTraced()) {
            draft.note(rule, end, clauses, path.toString(), "");
        }
    }

    /** @param start where the rule's own part of the path begins, or would */
    private void noteOfPath(Rule rule, End end, int start) {
        if (draft.isTraced()) {
            int clauses = rule.loop() == null ? 0 : rule.loop().clauses().size();
            draft.note(rule, end, clauses, path.substring(0, start), path.toString());
        }
    }

    private void protect(Rule rule) {
        String known = rule.path().knownPrefix();
        String above = path.length() == 0 ? "" : path + "/";
        draft.protect(rule.path().isLiteral() ? new Protection(above + known, true) : Protection.of(above + known));
    }

    private boolean isPending(Set<String> needs) {
        if (pending.isEmpty()) {
            return false;
        }
        for (String collector : needs) {
            if (pending.contains(collector)) {
                return true;
            }
        }
        return false;
    }
}
