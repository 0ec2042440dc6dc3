package io.xenscribe.mapping;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each outermost rule made in one evaluation. As long as the facts that a rule uses are the same objects, it would
 * make the same again, and need not be asked: most passes have new facts for a few rules of many. Not changed once the
 * evaluation is over.
 */
final class Shares {

    private final IdentityHashMap<Rule, Set<String>> uses;
    private final Map<String, ? extends Record> facts;
    private final Set<String> pending;
    private final IdentityHashMap<Rule, Share> byRule = new IdentityHashMap<>();

    /** The slots and the tree that came of it; null until then. */
    private @Nullable Slots slots;

    private @Nullable KeyTree tree;

    /**
     * What one rule made.
     *
     * @param scopes in which it gave numbers
     */
    record Share(
            List<Key> keys,
            List<String> owned,
            List<Protection> protections,
            List<Warning> warnings,
            List<CommitKey> commit,
            List<String> scopes) {}

    /** Takes from the lists of an evaluation what one rule adds to them. */
    static final class Recording {

        private final List<String> owned;
        private final List<Protection> protections;
        private final List<Warning> warnings;
        private final List<CommitKey> commit;
        private final int[] from;

        Recording(List<String> owned, List<Protection> protections, List<Warning> warnings, List<CommitKey> commit) {
            this.owned = owned;
            this.protections = protections;
            this.warnings = warnings;
            this.commit = commit;
            this.from = new int[] {owned.size(), protections.size(), warnings.size(), commit.size()};
        }

        Share share(List<Key> keys, List<String> scopes) {
            return new Share(
                    keys,
                    since(from[0], owned),
                    since(from[1], protections),
                    since(from[2], warnings),
                    since(from[3], commit),
                    scopes);
        }

        private static <T> List<T> since(int from, List<T> list) {
            return List.copyOf(list.subList(from, list.size()));
        }
    }

    /** @param uses the collectors that each outermost rule uses; none for rules that must be asked each time */
    Shares(IdentityHashMap<Rule, Set<String>> uses, Map<String, ? extends Record> facts, Set<String> pending) {
        this.uses = uses;
        // Copies, for the maps are not ours and may change.
        this.facts = Map.copyOf(facts);
        this.pending = Set.copyOf(pending);
    }

    void put(Rule rule, Share share) {
        if (uses.containsKey(rule)) {
            byRule.put(rule, share);
        }
    }

    void end(Evaluation result) {
        slots = result.slots();
        tree = result.tree();
    }

    /** Whether these numbers came of it, so that giving them again changes none. */
    boolean gave(Slots now) {
        return now.equals(slots);
    }

    @Nullable
    KeyTree tree() {
        return tree;
    }

    /** What the rule would make of {@code now}; null when that is not known. */
    @SuppressWarnings("ReferenceEquality") // equal facts that are not the same would cost more to compare
    @Nullable
    Share of(Rule rule, Shares now) {
        Share share = byRule.get(rule);
        Set<String> used = uses.get(rule);
        if (share == null || used == null) {
            return null;
        }
        for (String collector : used) {
            if (facts.get(collector) != now.facts.get(collector)
                    || pending.contains(collector) != now.pending.contains(collector)) {
                return null;
            }
        }
        return share;
    }
}
