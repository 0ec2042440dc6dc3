package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.RuleScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script must not reach, and must not leave behind. */
class SandboxTest extends ScriptBench {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Java",
                "Packages",
                "java",
                "Polyglot",
                "Graal",
                "load",
                "loadWithNewGlobal",
                "quit",
                "exit",
                "read",
                "require",
                "process",
                "module",
                "global",
                "print",
                "printErr",
                "console",
                "Date",
                "Intl",
                "Temporal",
                "performance",
                "setTimeout",
                "setInterval",
                "queueMicrotask",
                "crypto",
                "fetch",
                "WeakRef",
                "FinalizationRegistry",
                "SharedArrayBuffer",
                "Atomics",
                "ArrayBuffer",
                "Uint8Array",
                "WebAssembly",
                "Worker",
                "Promise",
                "Proxy",
                "eval",
                "arguments",
                "Math.random",
                "RegExp.$1",
                "RegExp.input",
                "RegExp.lastMatch",
                "''.localeCompare",
                "(1).toLocaleString",
                "[].toLocaleString",
                "({}).toLocaleString",
                "''.toLocaleUpperCase",
                "Debug",
                "Realm",
                "ShadowRealm",
            })
    void isNotThere(String name) {
        assertThat(run("typeof " + name)).isEqualTo("undefined");
    }

    @Test
    void onlyWhatIsListedIsThere() {
        assertThat(run("Reflect.ownKeys(globalThis).map(String).sort().join(' ')"))
                .isEqualTo(
                        "AggregateError Array BigInt Boolean Error EvalError Function Infinity Iterator JSON Map Math"
                                + " NaN Number Object RangeError ReferenceError Reflect RegExp Set String Symbol"
                                + " Symbol(Symbol.toStringTag) SyntaxError TypeError URIError WeakMap WeakSet decodeURI"
                                + " decodeURIComponent encodeURI encodeURIComponent escape globalThis isFinite isNaN"
                                + " parseFloat parseInt undefined unescape");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Function('return 1')()",
                "vif.constructor.constructor('return 1')()",
                "(() => {}).constructor('return globalThis')()",
                "(function* () {}).constructor('yield 1')().next()",
                "(async () => {}).constructor('return 1')()",
            })
    void codeCannotBeMadeFromText(String code) {
        assertThat(failure(code)).contains("EvalError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import('fs')",
                "import('file:///etc/passwd')",
                "import('/etc/passwd').then(m => { throw 1 })",
            })
    void modulesCannotBeLoaded(String code) {
        assertThat(failure(code)).contains("the script returned an object with a class");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vif.getClass",
                "vif.class",
                "vif.ipv4.getClass",
                "vif.name.getClass",
                "vif.values",
                "host.hashCode"
            })
    void factsHaveNothingOfJava(String code) {
        assertThat(run("typeof " + code)).isIn("undefined", "function");
        assertThat(run("String(" + code + ")")).isIn("undefined", "function values() { [native code] }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.prototype.x = 1",
                "Array.prototype.map = () => []",
                "Array.prototype.x = 1",
                "String.prototype.x = 1",
                "Function.prototype.x = 1",
                "Object.getPrototypeOf(vif).x = 1",
                "Object.getPrototypeOf(vif.ipv4).x = 1",
                "vif.__proto__.x = 1",
                "vif.ipv4.__proto__.x = 1",
                "vif.ipv4.constructor.prototype.x = 1",
                "Object.getPrototypeOf(function* () {}).prototype.x = 1",
                "Object.getPrototypeOf([].values()).next = () => ({done: true})",
                "Object.getPrototypeOf((async () => {})()).then = 1",
                "Math.max = () => 0",
                "Array.prototype.map.x = 1",
                "Object.x = 1",
                "JSON.x = 1",
                "globalThis.x = 1",
                "this.x = 1",
                "x = 1",
                "(() => { undeclared = 1; })()",
                "Object.defineProperty(globalThis, 'x', {value: 1})",
                "Object.setPrototypeOf(Object.prototype, {x: 1})",
                "Object.setPrototypeOf(globalThis, {x: 1})",
                "Reflect.construct(Object, [], Array).constructor.x = 1",
                "Symbol.for('x').constructor.x = 1",
                "delete Array.prototype.map",
                "delete globalThis.Array",
            })
    void nothingBuiltInCanBeChanged(String code) {
        assertThat(failure("(() => { " + code + "; })()")).containsAnyOf("TypeError", "ReferenceError");
        assertThat(run("typeof x + typeof ({}).x + typeof [].x + [1].map(i => i + 1) + Math.max(1, 2)"))
                .isEqualTo("undefinedundefinedundefined22");
    }

    @Test
    void nothingIsKeptFromOneCallToTheNext() throws Exception {
        RuleScript.Compiled counter = compiled("let n = 0; const f = () => { n++; return n; }; f(); return f()");
        RuleScript.Compiled matcher = compiled("const r = /a/g; r.test('xa'); return r.lastIndex");
        RuleScript.Compiled template = compiled("const f = s => s; return Object.isFrozen(f`a`)");
        for (int i = 0; i < 3; i++) {
            assertThat(call(counter, null)).isEqualTo("2");
            assertThat(call(matcher, null)).isEqualTo("2");
            assertThat(call(template, null)).isEqualTo("true");
        }
    }

    @Test
    void allCodeIsStrict() {
        assertThat(run("(function () { return this === undefined })()")).isEqualTo("true");
        assertThat(unreadable("with (vif) { return name }")).contains("SyntaxError");
    }

    @Test
    void workForLaterEndsWithTheCall() {
        assertThat(run("(async () => { await null; throw new Error('late') })(); return 1"))
                .isEqualTo("1");
        assertThat(failure("(async () => { await null; for (;;) { vif.name; } })(); return 1"))
                .contains("the script takes more than 1000000 steps");
        assertThat(run("1")).isEqualTo("1");
    }

    @Test
    void nothingIsPrintedAndNoFileIsMade() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (JavaScript another = new JavaScript()) {
            another.compile("vif", java.util.List.of("vif")).call(java.util.List.of("a"));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(Files.exists(Path.of(System.getProperty("user.home")))).isFalse();
    }
}
