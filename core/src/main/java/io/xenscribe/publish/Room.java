package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Fit;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.publish.PassReport.RefusedKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How many nodes the agent may have, and what is left out of a tree that needs more. The limit is the configured one; when
 * the store has no room although fewer are there, it is as many as are there, until a growing pause is over.
 *
 * <p>Not every refusal for want of room is one for want of nodes: a daemon also limits how large one node is, and says the
 * same. What is refused again although others made way for it is such a one; it counts for nothing from then on, and is
 * tried now and then. For one thread, {@link #limit(int)} apart.
 */
final class Room {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int FIRST_STEP = 8;
    /** How often passes follow each other at once to make room. */
    private static final int MOST_HURRIED = 8;

    private static final int NONE = Integer.MAX_VALUE;

    private volatile int configured = NONE;

    /** As many as there were when the store had no room for more. */
    private int full = NONE;

    /** As many as are tried now. */
    private int tried = NONE;

    private int step = FIRST_STEP;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);

    /** Keys that find no room whatever makes way for them. */
    private final Set<String> hopeless = new HashSet<>();

    /** Keys that found no room in the present pass, and in the one before. */
    private Set<String> refused = new HashSet<>();

    private Set<String> refusedBefore = new HashSet<>();

    /** As many as one of those in {@link #refused} needs at the most. */
    private int refusedNodes;

    private boolean madeWay;
    private int hurried;

    private KeyTree whole = KeyTree.empty();
    private Fit fit = new Fit(KeyTree.empty(), List.of());
    private int fitLimit = NONE;
    private boolean isStale;

    /** Sets the configured limit; for any thread. */
    void limit(int nodes) {
        configured = nodes;
    }

    /** On a new connection, or in another home, nothing is known. */
    void forget() {
        full = NONE;
        tried = NONE;
        step = FIRST_STEP;
        pause.reset();
        hopeless.clear();
        refused.clear();
        refusedBefore.clear();
        madeWay = false;
        hurried = 0;
        isStale = true;
    }

    /** What there is room for. */
    @SuppressWarnings("ReferenceEquality") // a tree that is the same object has the same fit
    Evaluation fit(Evaluation wanted) {
        int limit = Math.min(configured, tried);
        if (wanted.tree() != whole || limit != fitLimit || isStale) {
            isStale = false;
            whole = wanted.tree();
            fitLimit = limit;
            fit = whole.within(limit, hopeless);
        }
        return fit.leftOut().isEmpty()
                ? wanted
                : new Evaluation(fit.tree(), wanted.commit(), wanted.slots(), wanted.warnings());
    }

    /** The same changes, those that make room first. */
    List<Change> ordered(List<Change> changes) {
        if (fit.leftOut().isEmpty()) {
            return changes;
        }
        List<Change> ordered = new ArrayList<>(changes.size());
        List<Change> others = new ArrayList<>(changes.size());
        for (Change change : changes) {
            boolean makesRoom = change instanceof Change.Remove && whole.wants(change.path());
            (makesRoom ? ordered : others).add(change);
        }
        ordered.addAll(others);
        return ordered;
    }

    /**
     * The store has no room for a key.
     *
     * @param nodes how many nodes it needs; none when it is there with another value
     */
    void refused(Key key, int nodes) {
        if (nodes == 0) {
            isStale |= hopeless.add(key.path());
        } else if (!hopeless.contains(key.path())) {
            refused.add(key.path());
            refusedNodes = Math.max(refusedNodes, nodes);
        }
    }

    /**
     * The store has taken a change.
     *
     * @param nodes how many nodes it made: when they are as many as were refused before it in this pass, those were not
     *     refused for want of nodes, so nothing is to make way for them
     */
    void accepted(Change change, int nodes) {
        if (nodes > 0 && nodes >= refusedNodes && !refused.isEmpty()) {
            isStale |= hopeless.addAll(refused);
            refused.clear();
            refusedNodes = 0;
        }
        if (!hopeless.isEmpty() && hopeless.remove(change.path())) {
            isStale = true;
        }
    }

    /**
     * A pass is over.
     *
     * @param held what the store holds
     * @return whether another is to follow at once, with what was refused among the changes
     */
    boolean settle(Map<String, String> held, long now) {
        if (refused.isEmpty() && refusedBefore.isEmpty() && tried == NONE) {
            return false;
        }
        boolean again = refused.isEmpty() ? rise(now) : makeWay(held, now);
        refusedBefore = refused;
        refused = new HashSet<>();
        refusedNodes = 0;
        hurried = again ? hurried + 1 : 0;
        return again && hurried <= MOST_HURRIED;
    }

    /** All that was tried found room. */
    private boolean rise(long now) {
        madeWay = false;
        if (tried == NONE || (tried == full && !pause.isOver(now))) {
            return false;
        }
        if (fit.leftOut().isEmpty() || tried >= configured) {
            full = NONE;
            tried = NONE;
            pause.reset();
        } else {
            tried += step;
            step *= 2;
        }
        return true;
    }

    /** Something found no room: once it is tried again as it is, then others make way. */
    private boolean makeWay(Map<String, String> held, long now) {
        if (tried == NONE && !refusedBefore.containsAll(refused)) {
            return true;
        }
        int used = whole.nodesIn(held);
        if (madeWay && used < full) {
            hopeless.addAll(refused);
            isStale = true;
        } else {
            full = used;
        }
        tried = full;
        step = FIRST_STEP;
        Duration _ = pause.begin(now);
        madeWay = true;
        return true;
    }

    /** How long until more is to be tried. */
    long nanosUntilDue(long now) {
        return tried == NONE ? Long.MAX_VALUE : pause.nanosLeft(now);
    }

    /** What is left out, by rule. */
    List<RefusedKeys> leftOut() {
        Map<String, RefusedKeys> byRule = new LinkedHashMap<>();
        for (Key key : fit.leftOut()) {
            byRule.merge(
                    key.origin(),
                    new RefusedKeys(key.origin(), RefusedKeys.LEFT_OUT, key.path(), 1),
                    (all, one) -> new RefusedKeys(all.rule(), RefusedKeys.LEFT_OUT, all.example(), all.count() + 1));
        }
        return new ArrayList<>(byRule.values());
    }

    /** A sentence about it, if anything is left out. */
    Optional<String> warning() {
        if (fit.leftOut().isEmpty()) {
            return Optional.empty();
        }
        List<RefusedKeys> rules = leftOut();
        int count = fit.leftOut().size();
        StringBuilder text = new StringBuilder(bound()).append(": ");
        text.append(count == 1 ? "1 key is" : count + " keys are").append(" left out");
        for (int i = 0; i < Math.min(rules.size(), 3); i++) {
            RefusedKeys rule = rules.get(i);
            text.append(i == 0 ? ", " : "; ").append(rule.count()).append(" of the rule at ");
            text.append(rule.rule()).append(", such as ").append(rule.example());
        }
        if (rules.size() > 3) {
            text.append("; and those of ").append(rules.size() - 3).append(" more rules");
        }
        return Optional.of(text.append(". 'importance' says what goes first").toString());
    }

    /** Why a key is left out, if it is. */
    Optional<String> leftOut(String path) {
        for (Key key : fit.leftOut()) {
            if (key.path().equals(path)) {
                return Optional.of(
                        RefusedKeys.LEFT_OUT + ": its importance is " + key.importance() + ", and " + bound());
            }
        }
        return Optional.empty();
    }

    private String bound() {
        return fitLimit < configured
                ? "the store has no room for more than " + fitLimit + " nodes of the agent"
                : "the agent may have " + fitLimit + " nodes ('nodes' in agent.yaml)";
    }
}
