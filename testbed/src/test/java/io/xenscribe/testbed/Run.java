package io.xenscribe.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was run to its end.
 *
 * @param code exit status
 * @param text standard output and standard error, as they came
 */
record Run(List<String> command, int code, String text) {

    private static final long LIMIT_SECONDS = 60;

    /** Runs {@code command} with the caller's environment. */
    static Run of(List<String> command) {
        return of(new ProcessBuilder(command));
    }

    static Run of(String... command) {
        return of(List.of(command));
    }

    static Run of(ProcessBuilder builder) {
        try {
            Path output = Files.createTempFile("run", ".out");
            try {
                Process process = builder.redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError(builder.command() + " did not end within " + LIMIT_SECONDS + " seconds:\n"
                            + Files.readString(output));
                }
                String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
                return new Run(List.copyOf(builder.command()), process.exitValue(), text);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while running " + builder.command(), e);
        }
    }

    /** The output, or a failed test where the status is not 0. */
    String orFail() {
        if (code != 0) {
            throw new AssertionError(command + " ended with " + code + ":\n" + text);
        }
        return text;
    }

    List<String> lines() {
        return text.lines().toList();
    }
}
