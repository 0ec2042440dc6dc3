package io.xenscribe.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command of the rig that waits for its moment. Closing it ends it if it still waits. */
final class ArmedCommand implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;
    private static final Pattern STAMP = Pattern.compile(" at (\\d+) ns");

    private final Process process;
    private final BufferedReader output;
    private final Consumer<String> whenDone;

    /** Returns when the command is ready. */
    ArmedCommand(ProcessBuilder builder, Consumer<String> whenDone) throws IOException {
        this.whenDone = whenDone;
        process = builder.redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
        String first = output.readLine();
        if (!"armed".equals(first)) {
            process.destroyForcibly();
            throw new AssertionError(builder.command() + " says " + first);
        }
    }

    /** Waits until it has acted, and returns when that was, in nanoseconds since 1970. */
    long await() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the guest did not send enough requests within " + LIMIT_SECONDS + " s");
        }
        String text = output.readAllAsString();
        if (process.exitValue() != 0) {
            throw new AssertionError("the rig ended with " + process.exitValue() + ":\n" + text);
        }
        whenDone.accept(text);
        long stamp = 0;
        for (Matcher matcher = STAMP.matcher(text); matcher.find(); ) {
            stamp = Long.parseLong(matcher.group(1));
        }
        return stamp;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
