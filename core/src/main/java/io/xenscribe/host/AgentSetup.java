package io.xenscribe.host;

import io.xenscribe.api.NoOptions;
import io.xenscribe.api.Root;
import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Merge;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.PluginSection;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.Suggestion;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.RecordReader;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingChoiceReader;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import io.xenscribe.mapping.MappingText;
import io.xenscribe.publish.AgentFacts;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.Preview;
import io.xenscribe.publish.PublishedFile;
import io.xenscribe.publish.StoreFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is fixed before a collector runs: the configuration, the plugins it wants, their options, the mapping.
 * Whatever is wrong with one of them costs nothing but itself.
 */
public final class AgentSetup implements AutoCloseable {

    /** In a plugin's jar. */
    private static final String OPTIONS = "!/options.yaml";

    private final AgentConfig config;
    private final Problems problems;
    private final PluginHost plugins;
    private final Map<String, FactSchema> schemas;
    private final Map<String, Record> options = new LinkedHashMap<>();
    private final ScriptRunner scripts;
    private final Optional<MappingChoice> mappings;

    private AgentSetup(AgentConfig config, ScriptRunner.Start start, Problems problems) {
        this.config = config;
        this.problems = problems;
        Map<String, FactSchema> seen = new HashMap<>();
        this.plugins = new PluginHost(id -> !config.isOff(id), collector -> objection(collector, seen));
        for (Path folder : config.pluginFolders()) {
            plugins.loadAll(folder);
        }
        this.schemas = schemas(plugins, seen);
        checkSections();
        plugins.loaded().forEach(this::readOptions);
        this.scripts = new ScriptRunner(plugins.loaded(), start);
        this.mappings = MappingChoiceReader.read(config, resources(), problems);
    }

    /**
     * Reads and loads everything; nothing when there is no configuration that could be used.
     *
     * @param file the configuration's, where the usual places are not meant
     * @param start when the scripts of rules are read
     * @param problems takes whatever is wrong
     */
    public static Optional<AgentSetup> load(Optional<Path> file, ScriptRunner.Start start, Problems problems) {
        Optional<AgentConfig> config = config(file, problems);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Logging.level(config.get().log());
        return Optional.of(new AgentSetup(config.get(), start, problems));
    }

    /** The configuration alone, without any plugin. */
    public static Optional<AgentConfig> config(Optional<Path> file, Problems problems) {
        return AgentConfigReader.read(file, home(), problems);
    }

    /** The folder above {@code bin}, as the launcher says it; the current one without a launcher. */
    private static Path home() {
        return Path.of(System.getProperty("xenscribe.home", ""))
                .toAbsolutePath()
                .normalize();
    }

    public AgentConfig config() {
        return config;
    }

    public PluginHost plugins() {
        return plugins;
    }

    /** The schemas of all facts, by collector, the built-in ones included. */
    public Map<String, FactSchema> schemas() {
        return schemas;
    }

    /** What a mapping of this agent can refer to. */
    public MappingResources resources() {
        return new MappingResources(schemas, scripts, config.homeConfig());
    }

    /** Runs the scripts of rules, where there are any. */
    ScriptRunner scripts() {
        return scripts;
    }

    /** The mapping, or those of which facts choose one; nothing when there is none that could be used. */
    public Optional<MappingChoice> mappings() {
        return mappings;
    }

    /**
     * The mapping that the agent would publish these facts by.
     *
     * @param facts by collector, {@link StoreFacts} among them where there is a store
     * @throws IllegalStateException when there is no mapping
     */
    public ChosenMapping mapping(Map<String, Record> facts) {
        return mappings.orElseThrow(() -> new IllegalStateException("there is no mapping"))
                .choose(facts);
    }

    /** The same as it is written; without rules where none is chosen. */
    public MappingText text(ChosenMapping mapping) {
        return mapping.file()
                .map(file -> MappingReader.text(file, config.homeConfig(), config.keys(), new Problems()))
                .orElse(MappingText.empty());
    }

    /** A plugin's options: its defaults with the administrator's merged over them. */
    public Node.Fields options(LoadedPlugin plugin) {
        return fields(plugin, plugin.path() + OPTIONS, new Problems());
    }

    /**
     * What would be published of these facts, with the slot numbers that the running agent keeps.
     *
     * @throws IllegalStateException when there is no mapping
     */
    public Preview preview(Map<String, Record> facts) throws IOException {
        Root root = Root.of(Path.of("/"));
        PublishedFile file = new PublishedFile(RuntimeDirectory.ofEnvironment().published(), BootId.of(root));
        AgentIdentity self =
                new AgentIdentity(Version.text(), ProcessHandle.current().pid(), Instant.now());
        return new Preview(mapping(facts).mapping(), facts, file, self);
    }

    /** A runner for each collector, none of them started. Collectors whose options are wrong have none. */
    public List<CollectorRunner> runners(Surroundings surroundings) {
        List<CollectorRunner> runners = new ArrayList<>();
        for (LoadedPlugin plugin : plugins.loaded()) {
            for (LoadedCollector<?> collector : plugin.collectors()) {
                Record own = options.get(collector.name());
                if (own != null) {
                    runners.add(new CollectorRunner(collector, own, surroundings));
                }
            }
        }
        return runners;
    }

    @Override
    public void close() {
        scripts.close();
        plugins.close();
    }

    /** What is wrong with a collector's records, if anything; the schema of its facts goes into {@code seen}. */
    private static Optional<String> objection(LoadedCollector<?> collector, Map<String, FactSchema> seen) {
        try {
            seen.put(collector.name(), FactSchema.of(collector.facts()));
            FactSchema.of(collector.options());
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.ofNullable(wrong.getMessage());
        }
    }

    private static Map<String, FactSchema> schemas(PluginHost plugins, Map<String, FactSchema> seen) {
        Map<String, FactSchema> schemas = new LinkedHashMap<>();
        for (LoadedPlugin plugin : plugins.loaded()) {
            for (LoadedCollector<?> collector : plugin.collectors()) {
                FactSchema schema = seen.get(collector.name());
                if (schema != null) {
                    schemas.put(collector.name(), schema);
                }
            }
        }
        schemas.put(AgentFacts.NAME, FactSchema.of(AgentFacts.class));
        schemas.put(StoreFacts.NAME, FactSchema.of(StoreFacts.class));
        return Collections.unmodifiableMap(schemas);
    }

    /** A section for no plugin is a slip of the pen, or waits for a plugin that is not installed. */
    private void checkSections() {
        Set<String> known = new LinkedHashSet<>();
        plugins.loaded().forEach(plugin -> known.add(plugin.id()));
        plugins.unused().forEach(plugin -> known.add(plugin.id()));
        plugins.refused().forEach(plugin -> plugin.id().ifPresent(known::add));
        for (Map.Entry<String, PluginSection> section : config.plugins().entrySet()) {
            String id = section.getKey();
            if (!known.contains(id)) {
                Optional<String> meant = Suggestion.of(id, known);
                String hint = meant.isPresent() ? ", did you mean '" + meant.get() + "'?" : "";
                problems.warning(section.getValue().place(), "there is no plugin '" + id + "'" + hint);
            }
        }
    }

    /** A mistake in the configuration is an error; one in what the plugin brings along costs only the plugin. */
    private void readOptions(LoadedPlugin plugin) {
        String own = plugin.path() + OPTIONS;
        Problems found = new Problems();
        Node.Fields fields = fields(plugin, own, found);
        for (LoadedCollector<?> collector : plugin.collectors()) {
            if (collector.options() == NoOptions.class) {
                options.put(collector.name(), new NoOptions());
                continue;
            }
            new RecordReader(found)
                    .read(fields, FactSchema.of(collector.options()))
                    .ifPresent(record -> options.put(collector.name(), record));
        }
        for (Problem problem : found.all()) {
            if (problem.place().file().equals(own)) {
                problems.warning(problem.place(), problem.message() + "; the plugin " + plugin.id() + " does not run");
            } else {
                problems.error(problem.place(), problem.message());
            }
        }
    }

    /** The plugin's defaults with the administrator's options over them; where there are such, they are to blame. */
    private Node.Fields fields(LoadedPlugin plugin, String own, Problems found) {
        Node.Fields defaults = defaults(plugin, own, found);
        Optional<Node.Fields> given = config.options(plugin.id());
        if (given.isEmpty()) {
            return defaults;
        }
        return new Node.Fields(
                given.get().place(), Merge.over(defaults, given.get()).fields());
    }

    /** The plugin's {@code options.yaml}; nothing in it when it has none. */
    private static Node.Fields defaults(LoadedPlugin plugin, String own, Problems found) {
        byte[] text = plugin.defaults().orElse("").getBytes(StandardCharsets.UTF_8);
        boolean isThere = text.length > 0;
        return isThere && YamlReader.parse(own, text, found).orElse(null) instanceof Node.Fields fields
                ? fields
                : Node.Fields.empty(Place.ofFile(own));
    }
}
