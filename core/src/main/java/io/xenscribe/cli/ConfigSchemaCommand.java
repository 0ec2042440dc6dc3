package io.xenscribe.cli;

import io.xenscribe.api.NoOptions;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.LoadedCollector;
import io.xenscribe.host.LoadedPlugin;
import io.xenscribe.host.PluginHost;
import io.xenscribe.host.UnusedPlugin;
import io.xenscribe.schema.Documents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of a kind of file, with the facts and options of all plugins, those that are off included. */
@Command(
        name = "schema",
        description = "Print the JSON Schema by which editors complete and check a kind of file.",
        mixinStandardHelpOptions = true)
final class ConfigSchemaCommand implements Callable<Integer> {

    /** For picocli. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Documents.KINDS.iterator();
        }
    }

    @Mixin
    private final Configuration configuration = new Configuration();

    @Parameters(
            arity = "0..1",
            paramLabel = "KIND",
            defaultValue = "mapping",
            completionCandidates = Kinds.class,
            description = "one of ${COMPLETION-CANDIDATES}; mapping unless it is given")
    private String kind = "mapping";

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (!Documents.KINDS.contains(kind) && command != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "there is no schema '" + kind + "': one of " + String.join(", ", Documents.KINDS) + " is wanted");
        }
        try (AgentSetup setup = configuration.loadPlugins();
                PluginHost off = switchedOff(setup)) {
            Map<String, FactSchema> facts = new LinkedHashMap<>(setup.schemas());
            Map<String, List<FactSchema>> options = new HashMap<>();
            for (LoadedPlugin plugin : setup.plugins().loaded()) {
                options.put(plugin.id(), options(plugin));
            }
            for (LoadedPlugin plugin : off.loaded()) {
                options.put(plugin.id(), options(plugin));
                for (LoadedCollector<?> collector : plugin.collectors()) {
                    facts.putIfAbsent(collector.name(), FactSchema.of(collector.facts()));
                }
            }
            System.out.println(new Documents(facts, options).json(kind));
            return 0;
        }
    }

    /** What is off today may be switched on in the file that is written with the schema's help. */
    private static PluginHost switchedOff(AgentSetup setup) {
        PluginHost off = new PluginHost(
                id -> true, ConfigSchemaCommand::objection, setup.config().pins());
        for (UnusedPlugin plugin : setup.plugins().unused()) {
            off.load(plugin.path());
        }
        return off;
    }

    private static Optional<String> objection(LoadedCollector<?> collector) {
        try {
            FactSchema.of(collector.facts());
            FactSchema.of(collector.options());
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }

    private static List<FactSchema> options(LoadedPlugin plugin) {
        List<FactSchema> records = new ArrayList<>();
        for (LoadedCollector<?> collector : plugin.collectors()) {
            if (collector.options() != NoOptions.class) {
                records.add(FactSchema.of(collector.options()));
            }
        }
        return records;
    }
}
