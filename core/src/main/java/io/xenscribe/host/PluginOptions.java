package io.xenscribe.host;

import io.xenscribe.api.NoOptions;
import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.Merge;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The options of plugins: what a jar brings along, with the administrator's merged over it. */
final class PluginOptions {

    /** In a plugin's jar. */
    private static final String FILE = "!/options.yaml";

    private final AgentConfig config;

    PluginOptions(AgentConfig config) {
        this.config = config;
    }

    /** As they are written. */
    Node.Fields fields(LoadedPlugin plugin) {
        return fields(plugin, new Problems());
    }

    /**
     * As records, by collector; one whose options are wrong has none. A mistake in the configuration is an error; one in
     * what the plugin brings along costs only the plugin.
     */
    Map<String, Record> read(LoadedPlugin plugin, Problems problems) {
        Map<String, Record> options = new LinkedHashMap<>();
        Problems found = new Problems();
        Node.Fields fields = fields(plugin, found);
        for (LoadedCollector<?> collector : plugin.collectors()) {
            if (collector.options() == NoOptions.class) {
                options.put(collector.name(), new NoOptions());
                continue;
            }
            new RecordReader(found)
                    .read(fields, FactSchema.of(collector.options()))
                    .ifPresent(record -> options.put(collector.name(), record));
        }
        String own = plugin.path() + FILE;
        for (Problem problem : found.all()) {
            if (problem.place().file().equals(own)) {
                problems.warning(problem.place(), problem.message() + "; the plugin " + plugin.id() + " does not run");
            } else {
                problems.error(problem.place(), problem.message());
            }
        }
        return options;
    }

    /** Where the administrator gives options, they are to blame. */
    private Node.Fields fields(LoadedPlugin plugin, Problems found) {
        Node.Fields defaults = defaults(plugin, found);
        Optional<Node.Fields> given = config.options(plugin.id());
        if (given.isEmpty()) {
            return defaults;
        }
        return new Node.Fields(
                given.get().place(), Merge.over(defaults, given.get()).fields());
    }

    /** The plugin's {@code options.yaml}; nothing in it when it has none. */
    private static Node.Fields defaults(LoadedPlugin plugin, Problems found) {
        String own = plugin.path() + FILE;
        byte[] text = plugin.defaults().orElse("").getBytes(StandardCharsets.UTF_8);
        boolean isThere = text.length > 0;
        return isThere && YamlReader.parse(own, text, found).orElse(null) instanceof Node.Fields fields
                ? fields
                : Node.Fields.empty(Place.ofFile(own));
    }
}
