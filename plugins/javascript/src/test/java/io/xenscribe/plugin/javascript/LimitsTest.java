package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that would go on for ever or take all there is: they fail, and the next ones work as before. */
@Timeout(120)
class LimitsTest extends ScriptBench {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {} return 1",
                "for (;;) {} return 1",
                "let i = 0; do { i++; } while (i >= 0); return i",
                "try { while (true) {} } catch (e) { return 'caught' } finally { return 'finally' }",
                "for (const x of (function* () { while (true) yield 1; })()) {} return 1",
            })
    void aLoopWithoutAnEndRunsOutOfSteps(String code) throws Exception {
        RuleScript.Compiled other = compiled("vif.name");
        assertThat(call(other, null)).isEqualTo("eth7");

        assertThat(failure(code))
                .startsWith("1:")
                .endsWith("the script takes more than 1000000 steps; is there a loop without an end?");

        assertThat(call(other, null)).isEqualTo("eth7");
    }

    @Test
    void stepsAreCountedForEachCallAnew() throws Exception {
        RuleScript.Compiled busy = compiled("let n = 0; for (let i = 0; i < 100000; i++) { n += i; } return n");
        for (int i = 0; i < 10; i++) {
            assertThat(call(busy, null)).isEqualTo("4999950000");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const a = []; for (;;) { a.push(new Array(1000).fill(vif.name)); } return a.length",
                "let s = 'x'; for (;;) { s = s + s; [s].join('').indexOf('y'); } return s",
                "'x'.repeat(500000000)",
                "new Array(200000000).fill(0).length",
                "Array.from({length: 50000000}, (_, i) => ({i})).length",
            })
    void aScriptThatTakesAllMemoryFails(String code) throws Exception {
        RuleScript.Compiled other = compiled("vif.name");

        assertThat(failure(code))
                .containsAnyOf(
                        "the script takes too much memory", "the script takes more than 1000000 steps", "RangeError");

        assertThat(call(other, null)).isEqualTo("eth7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const f = () => f() + 1; return f()",
                "const f = a => [1].map(() => f([a])); return f(0)",
                "let a = []; for (let i = 0; i < 100000; i++) { a = [a]; } return JSON.stringify(a)",
            })
    void aScriptThatCallsItselfWithoutEndFails(String code) throws Exception {
        RuleScript.Compiled other = compiled("vif.name");

        assertThat(failure(code)).contains("RangeError: ");

        assertThat(call(other, null)).isEqualTo("eth7");
    }

    @Test
    void deeplyNestedCodeIsRefused() {
        assertThat(unreadable("(".repeat(100_000) + "1" + ")".repeat(100_000))).isNotEmpty();
        assertThat(run("1")).isEqualTo("1");
    }

    @Test
    void aCallIsCancelledFromAnotherThread() throws Exception {
        RuleScript.Compiled endless = compiled("/(a*)*\\1b/.test('a'.repeat(40)) + [].concat(vif.ipv4)");
        RuleScript.Compiled other = compiled("vif.name");
        assertThat(call(other, null)).isEqualTo("eth7");
        AtomicBoolean ended = new AtomicBoolean();
        Thread impatient = new Thread(() -> {
            while (!ended.get()) {
                JS.cancel();
                Thread.onSpinWait();
            }
        });
        impatient.start();
        try {
            assertThatThrownBy(() -> call(endless, null))
                    .isInstanceOf(RuleScriptException.class)
                    .hasMessage("the script took too long and was ended")
                    .matches(e -> ((RuleScriptException) e).isExhausting());
        } finally {
            ended.set(true);
            impatient.join();
        }
        assertThat(call(other, null)).isEqualTo("eth7");
    }

    @Test
    void whatTookTooMuchIsToldFromWhatMerelyFailed() {
        assertThat(isExhausting("for (;;) {} return 1")).isTrue();
        assertThat(isExhausting("'x'.repeat(1e9)")).isTrue();
        assertThat(isExhausting("const f = () => f() + 1; return f()")).isFalse();
        assertThat(isExhausting("vif.nothing.more")).isFalse();
        assertThat(isExhausting("[]")).isFalse();
    }

    @Test
    void toCancelNothingDoesNothing() throws Exception {
        RuleScript.Compiled script = compiled("vif.name");
        JS.cancel();
        assertThat(call(script, null)).isEqualTo("eth7");
        JS.cancel();
        assertThat(call(script, null)).isEqualTo("eth7");
    }

    @Test
    void aScriptThatIsEndedAgainAndAgainLeavesNothingBehind() {
        for (int i = 0; i < 15; i++) { // With 4 MB kept each, more than the heap of these tests.
            assertThat(failure("const a = new Array(1e6).fill(vif.name); for (;;) {} return a"))
                    .contains("the script takes more than 1000000 steps");
        }
    }

    @Test
    void afterCloseAnotherBegins() throws Exception {
        JavaScript first = new JavaScript();
        assertThat(first.compile("1", List.of()).call(List.of())).isEqualTo("1");
        first.close();
        try (JavaScript second = new JavaScript()) {
            assertThat(second.compile("2", List.of()).call(List.of())).isEqualTo("2");
        }
    }
}
