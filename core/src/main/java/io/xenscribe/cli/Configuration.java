package io.xenscribe.cli;

import io.xenscribe.api.Root;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.StoreChoice;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.Logging;
import io.xenscribe.host.OneLine;
import io.xenscribe.host.ScriptRunner;
import io.xenscribe.host.Stores;
import io.xenscribe.publish.StoreConnector;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which configuration and which store are meant. */
final class Configuration {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--config", paramLabel = "FILE", description = "agent.yaml to use instead of the installed one")
    private @Nullable Path config;

    @Option(
            names = "--store",
            paramLabel = "SPEC",
            description = "auto, xenbus[:PATH], socket[:PATH] or memory, instead of the configuration's")
    private @Nullable String store;

    /** The configuration with its plugins and mapping; warnings go to stderr. */
    AgentSetup load() throws MistakesException {
        Problems problems = new Problems();
        Optional<AgentSetup> setup = read(ScriptRunner.Start.WITH_THE_MAPPING, problems);
        if (setup.isEmpty() || problems.hasErrors()) {
            setup.ifPresent(AgentSetup::close);
            throw new MistakesException(problems.brief(), Agent.WRONG_CONFIGURATION);
        }
        problems.brief().forEach(Configuration::tell);
        return setup.get();
    }

    private static void tell(Problem problem) {
        System.err.println(OneLine.of(problem.toString()));
    }

    /** The same, where only plugins matter: mistakes elsewhere, in the mapping say, are told and stop nothing. */
    AgentSetup loadPlugins() throws MistakesException {
        Problems problems = new Problems();
        AgentSetup setup = read(ScriptRunner.Start.AT_FIRST_USE, problems)
                .orElseThrow(() -> new MistakesException(problems.brief(), Agent.WRONG_CONFIGURATION));
        for (Problem problem : problems.all()) {
            if (problem.severity() == Problem.Severity.ERROR) {
                tell(problem);
            }
        }
        return setup;
    }

    /** What can be used of the configuration, and everything that is wrong with it. */
    Optional<AgentSetup> read(Problems problems) {
        return read(ScriptRunner.Start.WITH_THE_MAPPING, problems);
    }

    private Optional<AgentSetup> read(ScriptRunner.Start start, Problems problems) {
        Logging.quiet();
        return AgentSetup.load(file(), start, problems);
    }

    private Optional<Path> file() {
        return Optional.ofNullable(config);
    }

    /** Connects to the store that the options or else the configuration name. */
    Xenstore connect() throws IOException, MistakesException {
        return connect(choice());
    }

    /** The same for a configuration that is loaded already. */
    Xenstore connect(AgentSetup setup) throws IOException {
        return connect(given().orElse(setup.config().store()));
    }

    private StoreChoice choice() throws MistakesException {
        Optional<StoreChoice> given = given();
        if (given.isPresent()) {
            return given.get();
        }
        Logging.quiet();
        Problems problems = new Problems();
        return AgentSetup.config(file(), problems)
                .orElseThrow(() -> new MistakesException(problems.all(), Agent.WRONG_CONFIGURATION))
                .store();
    }

    private Optional<StoreChoice> given() {
        if (store == null) {
            return Optional.empty();
        }
        Optional<StoreChoice> choice = StoreChoice.parse(store);
        if (choice.isEmpty() && command != null) {
            throw new ParameterException(command.commandLine(), "--store=" + store + ": must be " + StoreChoice.FORMS);
        }
        return choice;
    }

    private static Xenstore connect(StoreChoice choice) throws IOException {
        return switch (Stores.choose(choice, Root.of(Path.of("/")))) {
            case Stores.Reachable(StoreConnector connector) -> connector.connect();
            case Stores.Embedded(MemoryStore memory) -> memory.guest();
            case Stores.NotHere(String machine) ->
                throw new IOException(machine + ": there is no store; --store=SPEC names one");
            case Stores.Missing(String reason) -> throw new IOException(reason);
        };
    }
}
