package io.xenscribe.mapping;

import io.xenscribe.mapping.Attempt.End;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One evaluation of a mapping. */
final class Pass {

    private static final int MOST_SCRIPT_KEYS = 500;
    /** Of a loop's clauses. */
    private static final int ALL = Integer.MAX_VALUE;

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
    private final Matches matches;

    /** Null unless somebody wants to know what becomes of each rule. */
    private final @Nullable Trace trace;

    /** What the rules made in the evaluation before, and what they make in this one. */
    private final @Nullable Shares before;

    private final @Nullable Shares now;

    private boolean committing;

    /** The keys and scopes of one outermost rule, and whether it would make them again. */
    private List<Key> made = new ArrayList<>();

    private List<String> scopes = new ArrayList<>();
    private boolean repeatable = true;

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
        this.trace = trace;
        this.frame = new Frame(facts, zone);
        this.matches = new Matches(frame);
        this.pending = pending;
        this.slots = new SlotScopes(slots, held, frame, warnings);
        this.protections = new ArrayList<>(protections);
        this.before = before != null && before.gave(slots) ? before : null;
        this.now = now;
    }

    Evaluation evaluate(List<Rule> rules, List<Rule> commitRules) {
        KeyTree known = knownTree(rules);
        if (known == null) {
            outermost(rules);
        } else {
            for (Rule rule : rules) {
                repeatBesideKeys(rule, share(rule));
            }
        }
        committing = true;
        outermost(commitRules);
        Set<String> commitPaths = new HashSet<>();
        for (CommitKey key : commit) {
            commitPaths.add(key.key().path());
        }
        KeyTree tree = known != null && known.hasBesideKeys(owned, commitPaths, protections)
                ? known
                : new KeyTree(known == null ? keys : known.keys(), owned, commitPaths, protections);
        return new Evaluation(tree, commit, slots.result(protections), warnings);
    }

    /** The tree of the evaluation before, if no rule would make other keys by now. */
    private @Nullable KeyTree knownTree(List<Rule> rules) {
        for (Rule rule : rules) {
            if (share(rule) == null) {
                return null;
            }
        }
        return before == null ? null : before.tree();
    }

    private Shares.@Nullable Share share(Rule rule) {
        return before == null || now == null ? null : before.of(rule, now);
    }

    private void outermost(List<Rule> rules) {
        for (Rule rule : rules) {
            Shares.Share share = share(rule);
            if (share == null) {
                outermost(rule);
            } else {
                repeat(rule, share);
            }
        }
    }

    private void outermost(Rule rule) {
        unit = null;
        inElement = false;
        path.setLength(0);
        frame.slot = -1;
        Shares.Recording recording = new Shares.Recording(owned, protections, warnings, commit);
        made = new ArrayList<>();
        scopes = new ArrayList<>();
        repeatable = now != null;
        try {
            evaluate(rule);
            if (repeatable && now != null) {
                now.put(rule, recording.share(made, scopes));
            }
        } catch (RuntimeException wrong) {
            // Facts that are no facts, such as a list that changes under our hands, cost the rules that use them.
            path.setLength(0);
            protect(rule);
            note(rule, End.FAILED, 0, "", wrong.toString());
            warn("fails " + rule.origin(), rule.origin() + ": left as it is, its facts cannot be used: " + wrong);
        }
    }

    private void repeat(Rule rule, Shares.Share share) {
        repeatable = true;
        made = new ArrayList<>(share.keys().size());
        for (int i = 0; i < share.keys().size(); i++) {
            add(share.keys().get(i), rule);
        }
        commit.addAll(share.commit());
        repeatBesideKeys(rule, share);
    }

    private void repeatBesideKeys(Rule rule, Shares.@Nullable Share share) {
        if (share == null || now == null) {
            return;
        }
        owned.addAll(share.owned());
        protections.addAll(share.protections());
        warnings.addAll(share.warnings());
        for (int i = 0; i < share.scopes().size(); i++) {
            slots.keep(share.scopes().get(i));
        }
        if (repeatable) {
            now.put(rule, share);
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
        List<?> items = trace == null ? matches.elements(clause) : matches.all(clause);
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
        scopes.add(scope);
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
            owned.add(path.toString());
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
        if (isPending(rule.valueNeeds())) {
            protections.add(new Protection(path.toString(), true));
            note(rule, End.VALUE_PENDING, ALL);
            return;
        }
        text.setLength(0);
        if (!Template.appendFirst(rule.values(), frame, text)) {
            note(rule, End.VALUE_ABSENT, ALL);
            return;
        }
        add(rule, path.toString(), text.toString());
    }

    private void script(Rule rule, ScriptRule script) {
        String at = path.toString();
        if (isPending(rule.valueNeeds())) {
            protections.add(new Protection(at, true));
            note(rule, End.VALUE_PENDING, ALL);
            return;
        }
        ScriptResult result = script.result(at, frame);
        if (result instanceof ScriptResult.Made made) {
            made(rule, at, made.value());
            return;
        }
        protections.add(new Protection(at, true));
        if (result instanceof ScriptResult.Failed failed) {
            note(rule, End.SCRIPT_FAILED, ALL, at, failed.place() + " " + failed.message());
            warn("script " + rule.origin(), failed.place() + " " + failed.message() + "; " + at + " stays as it is");
        } else {
            note(rule, End.SCRIPT_WAITING, ALL);
        }
    }

    private void made(Rule rule, String at, @Nullable Object value) {
        if (value instanceof String single) {
            add(rule, at, single);
        } else if (value instanceof Map<?, ?> paths) {
            int room = MOST_SCRIPT_KEYS;
            for (Map.Entry<?, ?> entry : paths.entrySet()) {
                String below = String.valueOf(entry.getKey());
                if (room-- == 0) {
                    warn(
                            "many " + at,
                            at + ": the script gives more than " + MOST_SCRIPT_KEYS + " keys; "
                                    + "those after them are left out (" + rule.origin() + ")");
                    return;
                } else if (PathRules.canFollow(at, below)) {
                    add(rule, at + "/" + below, String.valueOf(entry.getValue()));
                } else {
                    note(rule, End.SCRIPT_PATH, ALL, at + "/" + below, shortened(below));
                    warn(
                            "path " + at + "/" + rule.origin(),
                            at + ": the script gives the path '" + shortened(below)
                                    + "', which Xenstore does not allow; left out (" + rule.origin() + ")");
                }
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private void add(Rule rule, String at, String value) {
        if (PathRules.isTooLong(value)) {
            note(rule, End.VALUE_TOO_LONG, ALL, at, value);
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
            note(rule, End.MADE, ALL, key.path(), key.value());
            return;
        }
        Key first = keys.putIfAbsent(key.path(), key);
        made.add(key);
        if (first == null) {
            note(rule, End.MADE, ALL, key.path(), key.value());
        } else {
            repeatable = false;
            note(rule, End.TWICE, ALL, key.path(), first.origin());
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

    /** Where the path is that of the rule around, or, once there is one, the rule's own. */
    private void note(Rule rule, End end, int clauses) {
        if (trace != null) {
            trace.add(rule, path.toString(), frame, clauses, end, "");
        }
    }

    private void note(Rule rule, End end, int clauses, String at, String detail) {
        if (trace != null) {
            trace.add(rule, at, frame, clauses, end, detail);
        }
    }

    /** @param start where the rule's own part of the path begins, or would */
    private void noteOfPath(Rule rule, End end, int start) {
        if (trace != null) {
            int clauses = rule.loop() == null ? 0 : rule.loop().clauses().size();
            trace.add(rule, path.substring(0, start), frame, clauses, end, path.toString());
        }
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
