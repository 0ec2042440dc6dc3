package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScriptException;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.SandboxPolicy;

/** GraalJS, started. It keeps about 20 MB until the process ends, whoever closes what. */
final class ScriptEngine implements AutoCloseable {

    /** Enough for a few thousand addresses looked at a hundred times; runs out in less than a second. */
    static final long STATEMENTS = 1_000_000;

    private final Engine engine;

    private ScriptEngine(Engine engine) {
        this.engine = engine;
    }

    static ScriptEngine start() throws RuleScriptException {
        try {
            return new ScriptEngine(Engine.newBuilder(Sandbox.LANGUAGE)
                    .sandbox(SandboxPolicy.CONSTRAINED)
                    .out(OutputStream.nullOutputStream())
                    .err(OutputStream.nullOutputStream())
                    .option("engine.WarnInterpreterOnly", "false")
                    .build());
        } catch (LinkageError | RuntimeException e) {
            throw Failure.noEngine(e);
        }
    }

    /** A new one, in which no script has run. */
    Sandbox sandbox() throws RuleScriptException {
        try {
            return Sandbox.prepare(Context.newBuilder(Sandbox.LANGUAGE)
                    .engine(engine)
                    .sandbox(SandboxPolicy.CONSTRAINED)
                    .allowHostAccess(HostAccess.CONSTRAINED)
                    .resourceLimits(ResourceLimits.newBuilder()
                            .statementLimit(STATEMENTS, null)
                            .build())
                    .option("js.strict", "true")
                    .option("js.allow-eval", "false")
                    .option("js.console", "false")
                    .option("js.graal-builtin", "false")
                    .option("js.load", "false")
                    .option("js.print", "false")
                    .build());
        } catch (LinkageError | RuntimeException e) {
            throw Failure.noEngine(e);
        }
    }

    @Override
    public void close() {
        engine.close(true);
    }
}
