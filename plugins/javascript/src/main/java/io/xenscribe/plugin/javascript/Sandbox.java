package io.xenscribe.plugin.javascript;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A JavaScript world in which nothing can be changed: no clock, no chance, no way out, and frozen built-ins. */
final class Sandbox {

    static final String LANGUAGE = "js";

    private static final String PREPARATION = "sandbox.js";

    private final Context context;
    private final Value isPlain;
    private final Value length;

    private Sandbox(Context context, Value questions) {
        this.context = context;
        this.isPlain = questions.getMember("isPlain");
        this.length = questions.getMember("length");
    }

    static Sandbox prepare(Context context) {
        Source source = Source.newBuilder(LANGUAGE, preparation(), PREPARATION).buildLiteral();
        Value prepare = context.eval(source);
        return new Sandbox(context, prepare.execute(new FactObject(Map.of()), new FactList(List.of())));
    }

    private static String preparation() {
        try (InputStream in = Objects.requireNonNull(Sandbox.class.getResourceAsStream(PREPARATION))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void parse(Source source) {
        context.parse(source);
    }

    Value evaluate(Source source) {
        return context.eval(source);
    }

    /** Gives the next call all its steps. */
    void resetLimits() {
        context.resetLimits();
    }

    /** Whether it is an object with no class of its own, such as {@code {a: 1}}. */
    boolean isPlain(Value object) {
        return isPlain.execute(object).asBoolean();
    }

    /** Of a text, which may be much too long to be copied. */
    long length(Value text) {
        return length.execute(text).asLong();
    }

    /** Ends what runs in it. To wait until that is over is nobody's business, so another thread does. */
    void closeSoon() {
        Thread closing = new Thread(null, new Closing(context), "js-closing", 0);
        closing.setDaemon(true);
        closing.start();
    }

    private record Closing(Context context) implements Runnable {

        @Override
        public void run() {
            context.close(true);
        }
    }
}
