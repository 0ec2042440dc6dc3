package io.xenscribe.cli;

import io.xenscribe.host.Agent;
import io.xenscribe.host.RunOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code run} with its help. A plain call has started the daemon before any of this is loaded. */
@Command(name = "run", description = "Publish until SIGTERM or SIGINT.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Option(names = "--config", paramLabel = "FILE", description = "agent.yaml to use instead of the installed one")
    private @Nullable Path config;

    @Option(
            names = "--store",
            paramLabel = "SPEC",
            description = "auto, xenbus[:PATH], socket[:PATH] or memory, instead of the configuration's")
    private @Nullable String store;

    @Option(names = "--dry-run", description = "print writes (+) and removals (-) instead of making them")
    private boolean dryRun;

    @Override
    public Integer call() {
        return Agent.run(new RunOptions(Optional.ofNullable(config), Optional.ofNullable(store), dryRun));
    }
}
