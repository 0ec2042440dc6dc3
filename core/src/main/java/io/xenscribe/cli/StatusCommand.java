package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.host.AgentLock;
import io.xenscribe.host.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the running agent last reported. */
@Command(
        name = "status",
        description =
                "Show what the running agent last reported; the exit code is 1 when none runs, or the report is not its own.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "for programs: the file as the agent wrote it")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RuntimeDirectory directory = RuntimeDirectory.ofEnvironment();
        Path file = directory.status();
        Optional<String> running = AgentLock.holderOf(directory);
        if (!Files.exists(file)) {
            System.err.println(
                    running.isPresent()
                            ? running.get() + " runs, but there is no " + file
                                    + ": it has not published yet, or cannot write the file, which its log says"
                            : "there is no " + file + ": the agent has not run, or with another RUNTIME_DIRECTORY");
            return 1;
        }
        Node.Fields report = report(file);
        Optional<String> doubt = doubt(running, StatusText.text(report, "pid"), file);
        doubt.ifPresent(System.err::println);
        if (json) {
            System.out.print(Files.readString(file));
        } else {
            StatusText.of(report).forEach(System.out::println);
        }
        return doubt.isPresent() ? 1 : 0;
    }

    /** Why the report is not of the present, if it is not. */
    private static Optional<String> doubt(Optional<String> running, String pid, Path file) {
        if (running.isEmpty()) {
            return Optional.of("the agent does not run; this is what it reported last");
        }
        boolean isItsOwn = running.get().endsWith("(" + pid + ")");
        return isItsOwn
                ? Optional.empty()
                : Optional.of(running.get() + " runs, but " + file + " is of process " + pid
                        + ": the one that runs has not published yet, or cannot write the file, which its log says");
    }

    private static Node.Fields report(Path file) throws IOException {
        Problems problems = new Problems();
        Optional<Node> node = YamlReader.read(file, problems);
        if (node.orElse(null) instanceof Node.Fields fields) {
            return fields;
        }
        throw new IOException(file + " is not as the agent writes it"
                + (problems.isEmpty() ? "" : ": " + problems.all().getFirst()));
    }
}
