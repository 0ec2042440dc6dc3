package io.xenscribe.mapping;

import java.util.List;

/** How much a key matters where a store has no room for all; the first of these matters most. */
public enum Importance {
    HIGH("high"),
    NORMAL("normal"),
    LOW("low");

    /** As rules have them. */
    static final List<String> WORDS = List.of(HIGH.word, NORMAL.word, LOW.word);

    /** By falling importance. */
    static final List<Importance> ALL = List.of(HIGH, NORMAL, LOW);

    private final String word;

    Importance(String word) {
        this.word = word;
    }

    /** What a word of {@link #WORDS} means; {@code otherwise} for any other. */
    static Importance of(String word, Importance otherwise) {
        int found = WORDS.indexOf(word);
        return found < 0 ? otherwise : ALL.get(found);
    }

    boolean isAbove(Importance other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return word;
    }
}
