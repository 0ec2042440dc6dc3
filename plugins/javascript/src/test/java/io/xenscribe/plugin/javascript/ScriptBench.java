package io.xenscribe.plugin.javascript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs scripts with the facts {@code network}, {@code vif} and {@code host}, all in one engine. */
abstract class ScriptBench {

    static final JavaScript JS = new JavaScript();

    private static final List<String> NAMES = List.of("network", "vif", "host");

    @Nullable
    Object run(String code) {
        return run(code, "guest");
    }

    @Nullable
    Object run(String code, @Nullable Object host) {
        try {
            return call(compiled(code), host);
        } catch (RuleScriptException e) {
            throw new AssertionError(e.line() + ":" + e.column() + " " + e.getMessage(), e);
        }
    }

    /** "line:column message" of a script that fails when it is called. */
    String failure(String code) {
        RuleScript.Compiled script = compiled(code);
        return told(catchThrowableOfType(RuleScriptException.class, () -> call(script, "guest")), code);
    }

    /** Whether a script that fails is said to have used up what it may. */
    static boolean isExhausting(String code) {
        RuleScriptException e = catchThrowableOfType(RuleScriptException.class, () -> call(compiled(code), "guest"));
        return e != null && e.isExhausting();
    }

    /** The same of code that cannot be read. */
    String unreadable(String code) {
        return told(catchThrowableOfType(RuleScriptException.class, () -> JS.compile(code, NAMES)), code);
    }

    static RuleScript.Compiled compiled(String code) {
        try {
            return JS.compile(code, NAMES);
        } catch (RuleScriptException e) {
            throw new AssertionError(code + ": " + e.line() + ":" + e.column() + " " + e.getMessage(), e);
        }
    }

    static @Nullable Object call(RuleScript.Compiled script, @Nullable Object host) throws RuleScriptException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Guest.network(3, 2));
        values.add(Guest.nic(7, 4));
        values.add(host);
        return script.call(values);
    }

    private static String told(@Nullable RuleScriptException e, String code) {
        assertThat(e).as(code).isNotNull();
        return e == null ? "" : e.line() + ":" + e.column() + " " + e.getMessage();
    }
}
