package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.explain.AgentStatus;
import io.xenscribe.explain.Explainer;
import io.xenscribe.explain.Explanation;
import io.xenscribe.host.Agent;
import io.xenscribe.host.AgentLock;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.FactCollection;
import io.xenscribe.host.RuntimeDirectory;
import io.xenscribe.mapping.Background;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.MappingText;
import io.xenscribe.xenstore.Xenstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why a key is as it is, or why it is not there. */
@Command(
        name = "explain",
        description = {
            "Tell which rule makes a key, of which facts, what the store holds, or why there is no key.",
            "The exit code is 0 when there is to be such a key now, and 1 when there is none."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private final Configuration configuration = new Configuration();

    @Mixin
    private final FactSource source = new FactSource();

    @Option(names = "--facts", paramLabel = "FILE", description = "take the facts from what 'facts --json' printed")
    private @Nullable Path facts;

    @Option(names = "--json", description = "for programs: {path, made, value, reason, rules, store, ...}")
    private boolean json;

    @Parameters(paramLabel = "PATH", description = "of the key, such as data/os_name; may be absolute")
    private String path = "";

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (facts != null && source.isGiven() && command != null) {
            throw new ParameterException(command.commandLine(), "--facts and --root exclude each other");
        }
        if (Explainer.path(path).isEmpty() && command != null) {
            throw new ParameterException(command.commandLine(), "'" + path + "' names no key");
        }
        Problems problems = new Problems();
        try (AgentSetup setup = setup(problems)) {
            FactCollection collected = facts(setup);
            ChosenMapping mapping = setup.mapping(collected.facts());
            MappingText text = setup.text(mapping);
            Background background = new Background(text, problems, collected.silent());
            Explainer explainer =
                    new Explainer(setup.preview(collected.facts()), background, status(setup, text), mapping);
            Explanation explanation = explanation(explainer, setup);
            if (json) {
                System.out.println(ExplanationJson.of(explanation));
            } else {
                ExplanationText.of(explanation).forEach(System.out::println);
            }
            return explanation.value().isPresent() ? Agent.DONE : Agent.FAILURE;
        }
    }

    /** Mistakes elsewhere are errors as always; warnings are told only where they concern the key. */
    private AgentSetup setup(Problems problems) throws MistakesException {
        Optional<AgentSetup> setup = configuration.read(problems);
        if (setup.isEmpty() || problems.hasErrors()) {
            setup.ifPresent(AgentSetup::close);
            throw new MistakesException(problems.brief(), Agent.WRONG_CONFIGURATION);
        }
        return setup.get();
    }

    private FactCollection facts(AgentSetup setup) throws Exception {
        if (facts == null) {
            return source.gather(setup, configuration);
        }
        Map<String, Record> read = FactFile.read(facts, setup);
        Map<String, String> silent = new HashMap<>();
        for (String name : setup.schemas().keySet()) {
            if (!read.containsKey(name)) {
                silent.put(name, facts + " has no '" + name + "'");
            }
        }
        return new FactCollection(read, silent);
    }

    private Explanation explanation(Explainer explainer, AgentSetup setup) {
        String wanted = Explainer.path(path);
        try (Xenstore store = configuration.connect(setup)) {
            return explainer.explain(wanted, store);
        } catch (IOException failure) {
            return explainer.explain(wanted, String.valueOf(failure.getMessage()));
        }
    }

    /** Of an agent that runs here, if the facts are those of this machine. */
    private AgentStatus status(AgentSetup setup, MappingText text) throws IOException {
        RuntimeDirectory directory = RuntimeDirectory.ofEnvironment();
        boolean concerns = facts == null
                && !source.isGiven()
                && AgentLock.holderOf(directory).isPresent();
        if (!concerns || !Files.exists(directory.status())) {
            return AgentStatus.none();
        }
        Optional<Node> report = YamlReader.read(directory.status(), new Problems());
        return report.map(node -> new AgentStatus(node, setup.config(), text)).orElse(AgentStatus.none());
    }
}
