package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final List<String> owned = new ArrayList<>();
    private final List<Protection> protections;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<CommitKey> commit = new ArrayList<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private boolean committing;

    /** The transaction of the keys to come; null until the outermost rule has a path. */
    private @Nullable String unit;

    /** Whether {@link #unit} is that of a {@code for} element, which those nested in it share. */
    private boolean inElement;

    Pass(
            Map<String, ? extends Record> facts,
            Set<String> pending,
            Slots slots,
            @Nullable Map<String, String> held,
            List<Protection> protections) {
        this.frame = new Frame(facts);
        this.pending = pending;
        this.slots = new SlotScopes(slots, held, frame, warnings);
        this.protections = new ArrayList<>(protections);
    }

    Evaluation evaluate(List<Rule> rules, List<Rule> commitRules) {
        outermost(rules);
        committing = true;
        outermost(commitRules);
        List<String> commitPaths = new ArrayList<>();
        for (CommitKey key : commit) {
            commitPaths.add(key.key().path());
        }
        KeyTree tree = new KeyTree(keys, owned, commitPaths, protections);
        return new Evaluation(tree, commit, slots.result(protections), warnings);
    }

    private void outermost(List<Rule> rules) {
        for (Rule rule : rules) {
            unit = null;
            inElement = false;
            path.setLength(0);
            frame.slot = -1;
            try {
                evaluate(rule);
            } catch (RuntimeException wrong) {
                // Facts that are no facts, such as a list that changes under our hands, cost the rules that use them.
                path.setLength(0);
                protect(rule);
                warn("fails " + rule.origin(), rule.origin() + ": left as it is, its facts cannot be used: " + wrong);
            }
        }
    }

    private void evaluate(Rule rule) {
        if (isPending(rule.needs())) {
            protect(rule);
            return;
        }
        Rule.Loop loop = rule.loop();
        if (loop == null) {
            if (holds(rule)) {
                element(rule, null);
            }
        } else if (loop.list().resolve(frame) instanceof List<?> items) {
            if (loop.slots() > 0) {
                numbered(rule, loop, items);
            } else {
                each(rule, loop, items);
            }
        }
    }

    private void each(Rule rule, Rule.Loop loop, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            frame.bind(loop.variable(), items.get(i));
            if (holds(rule)) {
                element(rule, null);
            }
        }
    }

    private void numbered(Rule rule, Rule.Loop loop, List<?> items) {
        List<Object> elements = new ArrayList<>(Math.min(items.size(), loop.slots()));
        int left = 0;
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            frame.bind(loop.variable(), item);
            if (item == null || !holds(rule)) {
                continue;
            }
            if (elements.size() < loop.slots()) {
                elements.add(item);
            } else {
                left++;
            }
        }
        int outer = frame.slot;
        String scope = slots.begin(path, rule, loop, elements, left);
        for (int i = 0; i < elements.size(); i++) {
            int slot = slots.number(scope, i);
            if (slot >= 0) {
                frame.bind(loop.variable(), elements.get(i));
                frame.slot = slot;
                element(rule, PathRules.parent(scope));
            }
        }
        frame.slot = outer;
    }

    private boolean holds(Rule rule) {
        for (int i = 0; i < rule.conditions().size(); i++) {
            if (!rule.conditions().get(i).holds(frame)) {
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
            enter(rule, shared);
            keys(rule);
            unit = outerUnit;
            inElement = outerInElement;
        } else if (outcome != Template.Outcome.ABSENT) {
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
            owned.add(path.toString());
        }
        if (rule.value() != null) {
            value(rule, rule.value());
        }
        for (int i = 0; i < rule.children().size(); i++) {
            evaluate(rule.children().get(i));
        }
    }

    private void value(Rule rule, Template template) {
        if (isPending(rule.valueNeeds())) {
            protections.add(new Protection(path.toString(), true));
            return;
        }
        text.setLength(0);
        if (!template.append(frame, text)) {
            return;
        }
        String at = path.toString();
        String value = text.toString();
        if (PathRules.isTooLong(value)) {
            warn(
                    "value " + at,
                    at + ": the value has more than " + PathRules.LONGEST_VALUE
                            + " bytes and is left out; |cut:N shortens it (" + rule.origin() + ")");
            return;
        }
        add(new Key(at, value, rule.optional(), rule.quiet(), unit == null ? at : unit, rule.origin()), rule);
    }

    private void add(Key key, Rule rule) {
        if (committing) {
            commit.add(new CommitKey(key, rule.unless()));
            return;
        }
        Key first = keys.putIfAbsent(key.path(), key);
        if (first != null) {
            warn(
                    "twice " + key.path(),
                    key.path() + " is made twice, by " + first.origin() + " and by " + key.origin()
                            + "; the first one counts");
        }
    }

    private void warnOfPath(Rule rule, int start, Template.Outcome outcome) {
        String above = path.substring(0, Math.min(start, path.length()));
        String where = above.isEmpty()
                ? rule.path().source()
                : above + "/" + rule.path().source();
        String what = outcome == Template.Outcome.FORBIDDEN
                ? "left out, for a fact in it is no name that Xenstore allows; |munge makes it one"
                : "left out, for the path is too long or begins with @";
        warn("path " + where, where + ": " + what + " (" + rule.origin() + ")");
    }

    private void warn(String condition, String text) {
        warnings.add(new Warning(condition, text));
    }

    private void protect(Rule rule) {
        String known = rule.path().knownPrefix();
        String above = path.length() == 0 ? "" : path + "/";
        protections.add(rule.path().isLiteral() ? new Protection(above + known, true) : Protection.of(above + known));
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
