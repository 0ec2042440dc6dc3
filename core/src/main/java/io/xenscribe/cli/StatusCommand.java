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
        description = "Show what the agent last reported; the exit code is 0 only while it runs.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--json", description = "for programs: the file as the agent wrote it")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        RuntimeDirectory directory = RuntimeDirectory.ofEnvironment();
        Path file = directory.status();
        if (!Files.exists(file)) {
            System.err.println("there is no " + file + ": the agent has not run, or with another RUNTIME_DIRECTORY");
            return 1;
        }
        boolean isRunning = AgentLock.holderOf(directory).isPresent();
        if (!isRunning) {
            System.err.println("the agent does not run; this is what it reported last");
        }
        if (json) {
            System.out.print(Files.readString(file));
        } else {
            StatusText.of(report(file)).forEach(System.out::println);
        }
        return isRunning ? 0 : 1;
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
