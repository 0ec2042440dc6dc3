package io.xenscribe.host;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How {@code xenscribe run} was called.
 *
 * @param store takes the place of the configuration's {@code store}
 * @param dryRun print changes, make none
 */
public record RunOptions(Optional<Path> config, Optional<String> store, boolean dryRun) {

    /**
     * The options, read without the command-line library, which the daemon would pay 12 MB for. Anything out of the
     * ordinary gives nothing: then that library has better answers.
     */
    public static Optional<RunOptions> parse(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("run")) {
            return Optional.empty();
        }
        Optional<Path> config = Optional.empty();
        Optional<String> store = Optional.empty();
        boolean dryRun = false;
        for (int i = 1; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (argument.equals("--dry-run")) {
                dryRun = true;
                continue;
            }
            if (equals < 0 && i + 1 == arguments.length) {
                return Optional.empty();
            }
            String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
            if (value.isEmpty() || value.startsWith("-")) {
                return Optional.empty();
            }
            switch (name) {
                case "--config" -> {
                    config = path(value);
                    if (config.isEmpty()) {
                        return Optional.empty();
                    }
                }
                case "--store" -> store = Optional.of(value);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new RunOptions(config, store, dryRun));
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }
}
