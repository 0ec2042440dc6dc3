package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.RuleScriptException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the author of a script is told, and where. */
class ErrorsTest extends ScriptBench {

    @Test
    void errorsAtRunTimeCarryTheirPlaceInTheCode() {
        assertThat(failure("vif.nothing.more")).isEqualTo("1:1 TypeError: Cannot read property 'more' of undefined");
        assertThat(failure("const a = 1;\n  return nowhere + a"))
                .isEqualTo("2:10 ReferenceError: nowhere is not defined");
        assertThat(failure("const a = 1;\n\n   throw new Error('not like this')" + "\nreturn a"))
                .isEqualTo("3:10 Error: not like this");
        assertThat(failure("'a' +\n  null.x")).startsWith("2:3 TypeError: Cannot read property 'x' of null");
        assertThat(failure("throw 'a text'; return 1")).isEqualTo("1:1 a text");
        assertThat(failure("function f(x) {\n  return x.y.z;\n}\nreturn f({})")).startsWith("2:10 TypeError");
        assertThat(failure("vif.ipv4\n  .map(ip => ip.nothing.at(0))")).startsWith("2:14 TypeError");
    }

    @Test
    void anErrorInABuiltInFunctionIsPlacedAtItsCall() {
        assertThat(failure("const a = 1;\nreturn 'x'.repeat(-1)")).startsWith("2:8 RangeError: ");
        assertThat(failure("const a = 1;\nreturn JSON.parse('{')")).startsWith("2:8 SyntaxError: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vif.name. | 1:10 SyntaxError: the code ends too early",
                "vif +* 2 | 1:6 SyntaxError: Expected an operand but found *",
                "return vif.name + | 1:18 SyntaxError: the code ends too early",
                "const a = ; return a | 1:11 SyntaxError: Expected an operand but found ;",
                "{a: 1, b: } | 1:11 SyntaxError: Expected an operand but found }",
                "`` | 1:1 SyntaxError: the code ends too early",
                "vif.name; | 1:9 SyntaxError: this is more than one expression, and statements need a return",
                "const vif = 1; return vif | 1:7 SyntaxError: Variable \"vif\" has already been declared",
            })
    void codeThatCannotBeReadIsToldWithItsPlace(String code, String message) {
        assertThat(unreadable(code)).isEqualTo(message);
    }

    @Test
    void aNameThatIsAWordOfJavaScriptHasALineBehindIt() throws RuleScriptException {
        List<String> names = List.of("package");
        assertThat(JS.compile("package_ + '!'", names).call(List.of("os"))).isEqualTo("os!");
        assertThatThrownBy(() -> JS.compile("package.name", names))
                .hasMessageStartingWith("SyntaxError: ")
                .hasMessageEndingWith(
                        "; 'package' is a word of JavaScript, and what the mapping calls so is 'package_'");
    }

    @Test
    void placesAreCountedOverLines() {
        assertThat(unreadable("const a = 1;\nconst b = 2;\nreturn a +* b")).startsWith("3:11 SyntaxError: ");
        assertThat(unreadable("[1,\n 2,\n")).isEqualTo("3:1 SyntaxError: the code ends too early");
    }

    @Test
    void nothingIsRunBeforeTheCall() {
        assertThat(compiled("(() => { throw new Error('too early') })()")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1); let state = 0; (1",
                "1 : 0); let state = 0; (true ? () => (1",
                "1)]; let state = 0; [() => (1",
                "}); let state = 0; (() => { return 1",
                "return 1}, (s => () => ++s)(0), {a: 1",
                "return 1} : 0); globalThis.x = 1; (true ? () => {return 1",
                "return 1}]; var x = 1; [() => {return 1",
                "return 1 } : () => { return 2",
                "1), (() => 1",
                "1 /*",
                "return 1 /*",
                "return `1",
                "#!x",
            })
    void codeCannotLeaveItsFunction(String code) {
        assertThat(unreadable(code)).contains("SyntaxError: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 // one", "/* a */ 1", "1 <!-- one", "return 1 // one", "1 +\n0\n", "\n\n  1  \n"})
    void commentsAndSpaceDoNotMatter(String code) {
        assertThat(run(code)).isEqualTo("1");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(failure("throw new Error('x'.repeat(100000)); return 1")).hasSizeLessThan(400);
    }
}
