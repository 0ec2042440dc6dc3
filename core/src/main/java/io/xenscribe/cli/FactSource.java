package io.xenscribe.cli;

import io.xenscribe.api.Root;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.FactCollection;
import io.xenscribe.host.OneLine;
import io.xenscribe.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says whose facts are meant. */
final class FactSource {

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "take the facts from another file system: an image, a rescue system, a fixture")
    private @Nullable Path folder;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    boolean isGiven() {
        return folder != null;
    }

    /** Collects facts; why some are missing goes to stderr. */
    FactCollection collect(AgentSetup setup, Configuration configuration) throws IOException {
        FactCollection collected = gather(setup, configuration);
        collected.silent().forEach((name, reason) -> System.err.println(OneLine.of(name + ": " + reason)));
        return collected;
    }

    /** Collects facts. */
    FactCollection gather(AgentSetup setup, Configuration configuration) throws IOException {
        Root root = root();
        Optional<Xenstore> store = store(setup, configuration, root);
        try {
            return FactCollection.collect(setup, root, store);
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
        } finally {
            store.ifPresent(Xenstore::close);
        }
    }

    private Root root() {
        if (folder == null) {
            return Root.of(Path.of("/"));
        }
        if (!Files.isDirectory(folder) && command != null) {
            throw new ParameterException(command.commandLine(), "--root=" + folder + ": there is no such folder");
        }
        return Root.of(folder);
    }

    /** Facts can be had without a store. */
    private static Optional<Xenstore> store(AgentSetup setup, Configuration configuration, Root root) {
        if (!root.isLive()) {
            return Optional.empty();
        }
        try {
            return Optional.of(configuration.connect(setup));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
