package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may return. */
class ResultsTest extends ScriptBench {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'text' | text",
                "'' + 'ä€😀' | ä€😀",
                "3 | 3",
                "3.0 | 3",
                "6 / 2 | 3",
                "-0 | 0",
                "1e15 | 1000000000000000",
                "2 ** 60 | 1152921504606846976",
                "1e21 | 1e+21",
                "0.1 | 0.1",
                "1e-7 | 1e-7",
                "12345678.5 | 12345678.5",
                "10n ** 20n | 100000000000000000000",
                "true | true",
                "1 > 2 | false",
            })
    void scalarsAreTheirText(String code, String text) {
        assertThat(run(code)).isEqualTo(text);
    }

    @Test
    void emptyTextIsText() {
        assertThat(run("''")).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "undefined", "vif.nothing", "if (vif.nothing) return 1", "return", "void 0"})
    void nothingIsNothing(String code) {
        assertThat(run(code)).isNull();
    }

    @Test
    void anObjectIsTextsBelowSubPathsInItsOrder() {
        assertThat(run("({z: 1, 'a/b': 'two', none: null, no: undefined, yes: true})"))
                .asInstanceOf(InstanceOfAssertFactories.map(Object.class, Object.class))
                .containsExactly(Map.entry("z", "1"), Map.entry("a/b", "two"), Map.entry("yes", "true"));
        assertThat(run("Object.fromEntries(vif.ipv4.map((ip, i) => [`ip/${i}`, ip]))"))
                .asInstanceOf(InstanceOfAssertFactories.map(Object.class, Object.class))
                .containsKeys("ip/0", "ip/3")
                .hasSize(4);
        assertThat(run("({})")).isEqualTo(Map.of());
        assertThat(run("Object.create(null)")).isEqualTo(Map.of());
        assertThat(run("{a: 1}")).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NaN | the script returned NaN",
                "1 / 0 | the script returned Infinity",
                "({a: 0 / 0}) | for 'a' the script returned NaN",
                "[1, 2] | the script returned a list, not a text, a number or an object of texts",
                "vif.ipv4 | the script returned a list, not a text, a number or an object of texts",
                "() => 1 | the script returned a function, not a text, a number or an object of texts",
                "function () {} | the script returned a function, not a text, a number or an object of texts",
                "Symbol('a') | the script returned a symbol, not a text, a number or an object of texts",
                "new Map() | the script returned an object with a class, not a text, a number or an object of texts",
                "/x/ | the script returned an object with a class, not a text, a number or an object of texts",
                "(async () => 'x')() | the script returned an object with a class, not a text, a number or an object of texts",
                "({a: {}}) | the script returned an object for 'a', not a text or a number",
                "({a: 1, b: [1]}) | the script returned a list for 'b', not a text or a number",
                "({a() {}}) | the script returned a function for 'a', not a text or a number",
                "vif | the script returned a list for 'ipv4', not a text or a number",
                "'x'.repeat(65537) | the script returned a text of 65537 characters; 65536 are the most",
                "'x'.repeat(1000000) | the script returned a text of 1000000 characters; 65536 are the most",
                "({a: 'x'.repeat(70000)}) | for 'a' the script returned a text of 70000 characters; 65536 are the most",
                "1n << 100000n | the script returned a number of 100001 bits",
                "const o = {}; for (let i = 0; i <= 10000; i++) o['k' + i] = 1; return o "
                        + "| the script returned an object of more than 10000 texts",
            })
    void anythingElseIsRefused(String code, String message) {
        assertThat(failure(code)).isEqualTo("0:0 " + message);
    }

    @Test
    void textOfThatLengthIsTaken() {
        assertThat(run("'x'.repeat(65536)")).isEqualTo("x".repeat(65536));
    }
}
