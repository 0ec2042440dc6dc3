package io.xenscribe.mapping;

/**
 * How far a pass came with one rule, for one element where the rule has a loop.
 *
 * @param at the path above the rule's own; once that is made, the path of the key
 * @param frame what names stood for
 * @param clauses how many clauses of the rule's loop had an element
 * @param detail what was made or what was wrong, where that is known
 */
record Attempt(Rule rule, String at, Frame frame, int clauses, End end, String detail) {

    /** Of a loop's clauses. */
    static final int ALL = Integer.MAX_VALUE;

    /** Where it ended. */
    enum End {
        /** Collectors that the rule needs have not reported. */
        PENDING,
        /** A condition does not hold. */
        CONDITION,
        /** The list of the next clause has no elements. */
        NO_ELEMENT,
        /** More elements than slots, or the same one again. */
        LEFT_OUT,
        /** A fact in the path is absent. */
        PATH_ABSENT,
        /** The path is none that Xenstore allows. */
        PATH_FORBIDDEN,
        /** The facts could not be used; {@code detail} says why. */
        FAILED,
        /** The path was made, and is {@code detail}; how it went on is an attempt of its own. */
        ENTERED,
        /** Collectors that the value alone needs have not reported. */
        VALUE_PENDING,
        /** A fact in the value is absent. */
        VALUE_ABSENT,
        /** The value has more bytes than a key can hold. */
        VALUE_TOO_LONG,
        /** The rule at {@code detail} made the key before. */
        TWICE,
        /** The script waits for its engine. */
        SCRIPT_WAITING,
        /** The script failed; {@code detail} says where and why. */
        SCRIPT_FAILED,
        /** The script gave a path that Xenstore does not allow. */
        SCRIPT_PATH,
        /** The key was made, and its value is {@code detail}. */
        MADE
    }

    /** Whether it ended before the rule had a path. */
    boolean isBeforePath() {
        return end.compareTo(End.ENTERED) <= 0;
    }

    boolean ended(End other) {
        return end == other;
    }
}
