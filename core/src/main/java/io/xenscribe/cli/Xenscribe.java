package io.xenscribe.cli;

import io.xenscribe.host.Version;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.TypeConversionException;

/** The command and its subcommands. */
@Command(
        name = "xenscribe",
        description = "A guest agent for Xen: plugins collect facts, rules in YAML map them to Xenstore keys.",
        subcommands = {
            RunCommand.class,
            FactsCommand.class,
            PreviewCommand.class,
            ExplainCommand.class,
            ConfigCommand.class,
            PluginsCommand.class,
            StatusCommand.class,
            StoreCommand.class,
            WithdrawCommand.class,
            VersionCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Xenscribe.VersionText.class)
public final class Xenscribe {

    /** What picocli prints for {@code --version}. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"xenscribe " + Version.text()};
        }
    }

    /** Runs the command that {@code arguments} name; returns its exit code. */
    public static int execute(String... arguments) {
        CommandLine command = new CommandLine(new Xenscribe());
        command.registerConverter(Path.class, Xenscribe::path);
        command.setParameterExceptionHandler(Explanation::ofMisuse);
        command.setExecutionExceptionHandler(Explanation::ofFailure);
        if (arguments.length == 0) {
            command.usage(System.err);
            return ExitCode.USAGE;
        }
        return command.execute(arguments);
    }

    /** The runtime reads arguments by the locale, and what that cannot show names no file. */
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new TypeConversionException("no file name in this locale");
        }
    }
}
