package io.xenscribe.cli;

import io.xenscribe.api.Root;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.FactCollection;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Root root = root();
        try (Xenstore store = store(setup, configuration, root)) {
            FactCollection collected = FactCollection.collect(setup, root, store);
            collected.remarks().forEach(System.err::println);
            return collected;
        } catch (InterruptedException interrupted) {
            throw new IOException("interrupted", interrupted);
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

    /** Facts can be had without a store; collectors that read one then find nothing. */
    private static Xenstore store(AgentSetup setup, Configuration configuration, Root root) {
        if (root.isLive()) {
            try {
                return configuration.connect(setup);
            } catch (IOException none) {
                return new MemoryStore(Toolstack.XAPI, 1).guest();
            }
        }
        return new MemoryStore(Toolstack.XAPI, 1).guest();
    }
}
