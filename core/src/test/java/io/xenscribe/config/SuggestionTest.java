package io.xenscribe.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void findsTheNearest() {
        List<String> known = List.of("value", "when", "own", "optional");
        assertThat(Suggestion.of("vlaue", known)).contains("value");
        assertThat(Suggestion.of("wehn", known)).contains("when");
        assertThat(Suggestion.of("optionl", known)).contains("optional");
        assertThat(Suggestion.of("colour", known)).isEmpty();
        assertThat(Suggestion.of("x".repeat(100_000), known)).isEmpty();
    }

    @Test
    void countsSwappedNeighboursAsOne() {
        assertThat(Suggestion.distance("abcd", "abdc")).isEqualTo(1);
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    }
}
