package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScriptException;
import java.util.List;
import java.util.Set;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/**
 * A script's code made into one function of its names: {@code (names) => (CODE)} or, where that is no expression,
 * {@code (names) => {CODE}}.
 *
 * <p>Code that closes the bracket it stands in could leave something behind that outlives the call. So it has to fit into
 * two frames, in which nothing that may follow the function in one is allowed in the other.
 */
final class ScriptSource {

    private static final String NAME = "rule";

    /** Words that cannot name a parameter in strict code (ECMA-262, 12.7.2 and 13.1.1). */
    private static final Set<String> RESERVED = Set.of(
            "arguments",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "debugger",
            "default",
            "delete",
            "do",
            "else",
            "enum",
            "eval",
            "export",
            "extends",
            "false",
            "finally",
            "for",
            "function",
            "if",
            "implements",
            "import",
            "in",
            "instanceof",
            "interface",
            "let",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "true",
            "try",
            "typeof",
            "var",
            "void",
            "while",
            "with",
            "yield");

    private final Source source;
    private final CodePlaces places;

    private ScriptSource(Source source, CodePlaces places) {
        this.source = source;
        this.places = places;
    }

    /** Reads the code without running it. */
    static ScriptSource read(Sandbox sandbox, String code, List<String> names) throws RuleScriptException {
        String head = parameters(names) + " => ";
        CodePlaces places = new CodePlaces(code);
        RuleScriptException notExpression;
        try {
            return framed(sandbox, head + "(\n" + code + "\n)", places);
        } catch (RuleScriptException e) {
            notExpression = e;
        }
        try {
            ScriptSource statements = framed(sandbox, head + "{\n" + code + "\n}", places);
            if (code.contains("return")) {
                return statements;
            }
        } catch (RuleScriptException e) {
            throw withReserved(further(notExpression, e), names);
        }
        if (places.isEnd(notExpression.line(), notExpression.column())) {
            throw withReserved(notExpression, names);
        }
        throw new RuleScriptException(
                "SyntaxError: this is more than one expression, and statements need a return",
                notExpression.line(),
                notExpression.column());
    }

    /** The same, with what to write for a name that may be the reason. */
    private static RuleScriptException withReserved(RuleScriptException e, List<String> names) {
        for (String name : names) {
            if (RESERVED.contains(name)) {
                String hint =
                        "; '" + name + "' is a word of JavaScript, and what the mapping calls so is '" + name + "_'";
                return new RuleScriptException(e.getMessage() + hint, e.line(), e.column());
            }
        }
        return e;
    }

    Source source() {
        return source;
    }

    RuleScriptException failure(PolyglotException e) {
        return Failure.of(e, source, places);
    }

    private static String parameters(List<String> names) {
        StringBuilder out = new StringBuilder("(");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            out.append(i == 0 ? "" : ", ").append(name).append(RESERVED.contains(name) ? "_" : "");
        }
        return out.append(')').toString();
    }

    /** After a function in the one frame comes a colon, in the other a comma or the bracket. */
    private static ScriptSource framed(Sandbox sandbox, String function, CodePlaces places) throws RuleScriptException {
        Source source = literal("(true ? " + function + " : 0)", true);
        Source proof = literal("[" + function + "]", false);
        parse(sandbox, source, places);
        parse(sandbox, proof, places);
        return new ScriptSource(source, places);
    }

    private static Source literal(String text, boolean cached) {
        return Source.newBuilder(Sandbox.LANGUAGE, text, NAME).cached(cached).buildLiteral();
    }

    private static void parse(Sandbox sandbox, Source source, CodePlaces places) throws RuleScriptException {
        try {
            sandbox.parse(source);
        } catch (PolyglotException e) {
            throw Failure.of(e, source, places);
        }
    }

    /** Of two complaints, the one of who understood more of the code. */
    private static RuleScriptException further(RuleScriptException one, RuleScriptException other) {
        boolean first = one.line() > other.line() || (one.line() == other.line() && one.column() >= other.column());
        return first ? one : other;
    }
}
