package io.xenscribe.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: by itself it shows which. */
class Group implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public final Integer call() {
        if (command != null) {
            command.commandLine().usage(System.err);
        }
        return ExitCode.USAGE;
    }
}
