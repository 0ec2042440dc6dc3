package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathRulesTest {

    @Test
    void controlCharactersOfFactsBecomeBlanks() {
        StringBuilder text = new StringBuilder("a\nb\u0007c\u009bd é");
        assertThat(PathRules.putOnOneLine(text, 3)).isTrue();
        assertThat(text).hasToString("a\nb c d é");
        assertThat(PathRules.putOnOneLine(text, 3)).isFalse();
        assertThat(PathRules.onOneLine("a\tb\u0000c")).isEqualTo("a b c");
        assertThat(PathRules.onOneLine("plain é")).isEqualTo("plain é");
    }
}
