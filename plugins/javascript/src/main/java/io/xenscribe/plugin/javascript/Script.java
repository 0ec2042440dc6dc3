package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** A script that was read, and its function in the sandbox in which it was last called. */
final class Script implements RuleScript.Compiled {

    private final JavaScript language;
    private final ScriptSource source;

    private @Nullable Sandbox home;
    private @Nullable Value function;

    Script(JavaScript language, ScriptSource source) {
        this.language = language;
        this.source = source;
    }

    ScriptSource source() {
        return source;
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> values) throws RuleScriptException {
        return language.call(this, values);
    }

    @Nullable
    Object run(Sandbox sandbox, List<@Nullable Object> values) throws RuleScriptException {
        sandbox.resetLimits();
        Value result = function(sandbox).execute(arguments(values));
        return Result.of(result, sandbox);
    }

    private Value function(Sandbox sandbox) {
        if (function == null || home != sandbox) {
            function = sandbox.evaluate(source.source());
            home = sandbox;
        }
        return function;
    }

    private static @Nullable Object[] arguments(List<@Nullable Object> values) {
        @Nullable Object[] arguments = new @Nullable Object[values.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = FactValue.of(values.get(i));
        }
        return arguments;
    }
}
