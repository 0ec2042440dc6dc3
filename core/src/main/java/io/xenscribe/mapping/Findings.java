package io.xenscribe.mapping;

import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What came up while one rule was compiled: its problems, and the collectors that it needs. */
final class Findings {

    private final Problems problems;
    private Set<String> needs = new LinkedHashSet<>();
    /** Whether what the rule may have published before has to stay. */
    private boolean faulty;

    private boolean unusable;

    Findings(Problems problems) {
        this.problems = problems;
    }

    void error(Place place, String message) {
        problems.error(place, message);
        faulty = true;
        unusable = true;
    }

    void unknown(Place place, String message, String word, Collection<String> known) {
        problems.unknown(place, message, word, known);
        faulty = true;
        unusable = true;
    }

    /** The rule is not wrong, but nothing can come of it here. */
    void unusable(Place place, String message) {
        problems.warning(place, message);
        unusable = true;
    }

    /** The same, and what is there must stay: what is missing may be back. */
    void untouchable(Place place, String message) {
        unusable(place, message);
        faulty = true;
    }

    /** What is wrong was reported where it is. */
    void faulty() {
        faulty = true;
        unusable = true;
    }

    /** For what reports by itself; {@link #faulty()} follows. */
    Problems problems() {
        return problems;
    }

    /** The cause was reported where it is. */
    void unusable() {
        unusable = true;
    }

    void needs(String collector) {
        needs.add(collector);
    }

    /** The collectors needed since the last call. */
    Set<String> takeNeeds() {
        Set<String> taken = Set.copyOf(needs);
        needs = new LinkedHashSet<>();
        return taken;
    }

    boolean isFaulty() {
        return faulty;
    }

    boolean isUnusable() {
        return unusable;
    }
}
