package io.xenscribe.cli;

import io.xenscribe.config.Problem;
import io.xenscribe.config.Suggestion;
import io.xenscribe.host.OneLine;
import io.xenscribe.host.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command that fails says: a line, or one for each problem, and never a stack trace. */
final class Explanation {

    private Explanation() {}

    /** Of a command line that cannot be understood. */
    static int ofMisuse(ParameterException misuse, String[] arguments) {
        CommandLine command = misuse.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(name + ": " + described(misuse) + "; see '" + name + " --help'");
        return ExitCode.USAGE;
    }

    /** Of a command that was understood and could not be done. */
    static int ofFailure(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case MistakesException mistakes -> {
                for (Problem problem : mistakes.problems()) {
                    err.println(OneLine.of(problem.toString()));
                }
                return mistakes.exitCode();
            }
            case ParameterException misuse -> {
                return ofMisuse(misuse, new String[0]);
            }
            case IOException io -> err.println(OneLine.of(Reason.of(io)));
            default ->
                err.println(OneLine.of(
                        "a mistake in xenscribe itself, please report it: " + Reason.of(failure) + place(failure)));
        }
        return ExitCode.SOFTWARE;
    }

    private static String described(ParameterException misuse) {
        if (misuse instanceof UnmatchedArgumentException unmatched) {
            return described(unmatched);
        }
        String message = String.valueOf(misuse.getMessage());
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.isEmpty() ? line : Character.toLowerCase(line.charAt(0)) + line.substring(1);
    }

    private static String described(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().getFirst();
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        if (unmatched.isUnknownOption()) {
            return "unknown option '" + word + "'"
                    + suggestion(word, command.optionsMap().keySet());
        } else if (command.subcommands().isEmpty()) {
            return "'" + word + "' is too much";
        }
        return "unknown command '" + word + "'"
                + suggestion(word, command.subcommands().keySet());
    }

    private static String suggestion(String word, Collection<String> known) {
        Optional<String> near = Suggestion.of(word, known);
        return near.isPresent() ? ", did you mean '" + near.get() + "'?" : "";
    }

    private static String place(Exception failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
