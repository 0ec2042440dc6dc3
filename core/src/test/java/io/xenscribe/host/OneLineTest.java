package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    @Test
    void ordinaryTextStaysTheSameObject() {
        String text = "Größe €\u00a0日本 \\n 😀 <4>";

        assertThat(OneLine.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({
        "10, '\\x0a'",
        "13, '\\x0d'",
        "27, '\\x1b'",
        "0, '\\x00'",
        "127, '\\x7f'",
        "155, '\\x9b'",
        "8232, '\\u2028'",
        "8238, '\\u202e'",
        "8294, '\\u2066'",
        "1564, '\\u061c'",
    })
    void whatWouldMoveOrTurnTheLineStandsByItsCode(int character, String code) {
        assertThat(OneLine.of("a" + (char) character + "b")).isEqualTo("a" + code + "b");
    }
}
