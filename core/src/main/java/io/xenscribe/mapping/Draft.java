package io.xenscribe.mapping;

import io.xenscribe.mapping.Attempt.End;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one evaluation have made so far. It records what each outermost rule adds, and adds the same again
 * where a rule need not be asked.
 */
final class Draft {

    private final List<String> owned = new ArrayList<>();
    private final List<Protection> protections;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<CommitKey> commit = new ArrayList<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Frame frame;

    /** Null unless somebody wants to know what becomes of each rule. */
    private final @Nullable Trace trace;

    /** What the rules made in the evaluation before, and what they make in this one. */
    private final @Nullable Shares before;

    private final @Nullable Shares now;

    private @Nullable KeyTree known;
    private boolean committing;

    /** The keys and scopes of one outermost rule, and whether it would make them again. */
    private List<Key> made = new ArrayList<>();

    private List<String> scopes = new ArrayList<>();
    private boolean repeatable = true;

    /**
     * A draft without keys.
     *
     * @param faulty what is protected from the start
     * @param before what rules made before, to repeat where it is the same; null when each is to be asked
     * @param now takes what they make; null when nobody wants it
     */
    Draft(List<Protection> faulty, Frame frame, @Nullable Trace trace, @Nullable Shares before, @Nullable Shares now) {
        this.protections = new ArrayList<>(faulty);
        this.frame = frame;
        this.trace = trace;
        this.before = before;
        this.now = now;
    }

    /** Takes the keys of the evaluation before as they are, if no rule would make others by now. */
    void takeKnownTree(List<Rule> rules) {
        for (Rule rule : rules) {
            if (share(rule) == null) {
                return;
            }
        }
        known = before == null ? null : before.tree();
    }

    /** What the rule made before and would make again; null when it is to be asked. */
    Shares.@Nullable Share share(Rule rule) {
        return before == null || now == null ? null : before.of(rule, now);
    }

    /** From now on keys are commit keys. */
    void beginCommit() {
        committing = true;
    }

    /** Begins to record what an outermost rule adds. */
    Shares.Recording record() {
        made = new ArrayList<>();
        scopes = new ArrayList<>();
        repeatable = now != null;
        return new Shares.Recording(owned, protections, warnings, commit);
    }

    /** The rule has added all that it does. */
    void keep(Rule rule, Shares.Recording recording) {
        if (repeatable && now != null) {
            now.put(rule, recording.share(made, scopes));
        }
    }

    /** Adds what an outermost rule made before; in the known tree its keys are already. */
    void repeat(Rule rule, Shares.Share share, SlotScopes slots) {
        repeatable = true;
        if (known == null || committing) {
            made = new ArrayList<>(share.keys().size());
            for (int i = 0; i < share.keys().size(); i++) {
                add(share.keys().get(i), rule);
            }
            commit.addAll(share.commit());
        }
        owned.addAll(share.owned());
        protections.addAll(share.protections());
        warnings.addAll(share.warnings());
        for (int i = 0; i < share.scopes().size(); i++) {
            slots.keep(share.scopes().get(i));
        }
        if (repeatable && now != null) {
            now.put(rule, share);
        }
    }

    /** A rule gave numbers in this scope. */
    void numbered(String scope) {
        scopes.add(scope);
    }

    /** Whatever is found below the path and nobody wants is to go. */
    void own(String path) {
        owned.add(path);
    }

    void protect(Protection protection) {
        protections.add(protection);
    }

    void warn(String condition, String text) {
        warnings.add(new Warning(condition, text));
    }

    /** Adds a key, unless there is one with its path or its value is too long. */
    void add(Rule rule, String at, String value, @Nullable String unit) {
        if (PathRules.isTooLong(value)) {
            note(rule, End.VALUE_TOO_LONG, Attempt.ALL, at, value);
            warn(
                    "value " + at,
                    at + ": the value has more than " + PathRules.LONGEST_VALUE
                            + " bytes and is left out; |cut:N shortens it (" + rule.origin() + ")");
            return;
        }
        add(
                new Key(
                        at,
                        value,
                        rule.optional(),
                        rule.quiet(),
                        rule.importance(),
                        unit == null ? at : unit,
                        rule.origin()),
                rule);
    }

    private void add(Key key, Rule rule) {
        if (committing) {
            commit.add(new CommitKey(key, rule.unless()));
            note(rule, End.MADE, Attempt.ALL, key.path(), key.value());
            return;
        }
        Key first = keys.putIfAbsent(key.path(), key);
        made.add(key);
        if (first == null) {
            note(rule, End.MADE, Attempt.ALL, key.path(), key.value());
        } else {
            repeatable = false;
            note(rule, End.TWICE, Attempt.ALL, key.path(), first.origin());
            warn(
                    "twice " + key.path(),
                    key.path() + " is made twice, by " + first.origin() + " and by " + key.origin()
                            + "; the first one counts");
        }
    }

    boolean isTraced() {
        return trace != null;
    }

    /** Tells whoever traces how far a rule came. */
    void note(Rule rule, End end, int clauses, String at, String detail) {
        if (trace != null) {
            trace.add(rule, at, frame, clauses, end, detail);
        }
    }

    Evaluation result(SlotScopes slots) {
        Set<String> commitPaths = new HashSet<>();
        for (CommitKey key : commit) {
            commitPaths.add(key.key().path());
        }
        KeyTree tree = known != null && known.hasBesideKeys(owned, commitPaths, protections)
                ? known
                : new KeyTree(known == null ? keys : known.keys(), owned, commitPaths, protections);
        return new Evaluation(tree, commit, slots.result(protections), warnings);
    }
}
