package io.xenscribe.cli;

import io.xenscribe.config.Problem;
import java.util.List;

/** A file that was to be read cannot be used: the configuration, or facts. */
final class MistakesException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;
    private final int exitCode;

    /** @param exitCode what the command ends with */
    MistakesException(List<Problem> problems, int exitCode) {
        super(problems.size() + " problems");
        this.problems = problems;
        this.exitCode = exitCode;
    }

    List<Problem> problems() {
        return problems;
    }

    int exitCode() {
        return exitCode;
    }
}
