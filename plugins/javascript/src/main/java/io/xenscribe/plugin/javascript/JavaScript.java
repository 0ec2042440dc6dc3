package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.PolyglotException;
import org.jspecify.annotations.Nullable;

/**
 * Rules in JavaScript. There is one engine and one sandbox for all scripts; a script that has to be ended takes the
 * sandbox with it, and the next call makes a new one, in which every script is read again when its turn comes.
 */
public final class JavaScript implements RuleScript {

    private final AtomicReference<@Nullable Sandbox> running = new AtomicReference<>();

    private @Nullable ScriptEngine engine;
    private @Nullable Sandbox sandbox;

    /** Loads nothing of the engine. */
    public JavaScript() {}

    @Override
    public String language() {
        return "js";
    }

    @Override
    public Compiled compile(String code, List<String> names) throws RuleScriptException {
        try {
            return new Script(this, ScriptSource.read(sandbox(), code, names));
        } catch (OutOfMemoryError e) {
            discard();
            throw Failure.outOfMemory();
        } catch (StackOverflowError e) {
            throw Failure.tooDeep();
        }
    }

    @Override
    public void cancel() {
        Sandbox ended = running.getAndSet(null);
        if (ended != null) {
            ended.closeSoon();
        }
    }

    @Override
    public void close() {
        discard();
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    @Nullable
    Object call(Script script, List<@Nullable Object> values) throws RuleScriptException {
        Sandbox present = sandbox();
        running.set(present);
        boolean usable = false;
        try {
            Object result = script.run(present, values);
            usable = true;
            return result;
        } catch (PolyglotException e) {
            usable = !Failure.endsSandbox(e);
            throw script.source().failure(e);
        } catch (RuleScriptException e) {
            usable = true;
            throw e;
        } catch (OutOfMemoryError e) {
            throw Failure.outOfMemory();
        } catch (StackOverflowError e) {
            usable = true;
            throw Failure.tooDeep();
        } catch (RuntimeException e) { // What the engine itself gets wrong costs this rule only.
            throw Failure.ofEngine(e);
        } finally {
            boolean cancelled = !running.compareAndSet(present, null);
            if (cancelled || !usable) {
                discard();
            }
        }
    }

    private Sandbox sandbox() throws RuleScriptException {
        if (sandbox == null) {
            if (engine == null) {
                engine = ScriptEngine.start();
            }
            sandbox = engine.sandbox();
        }
        return sandbox;
    }

    private void discard() {
        if (sandbox != null) {
            sandbox.closeSoon();
            sandbox = null;
        }
    }
}
