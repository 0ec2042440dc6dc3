package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Node;
import io.xenscribe.config.PluginSection;
import io.xenscribe.config.Problems;
import io.xenscribe.config.Suggestion;
import io.xenscribe.facts.FactSchema;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is fixed before a collector runs: the configuration, the plugins it wants, their options, the mapping.
 * Whatever is wrong with one of them costs nothing but itself.
 */
public final class AgentSetup implements AutoCloseable {

    private final AgentConfig config;
    private final Problems problems;
    private final PluginHost plugins;
    private final Map<String, FactSchema> schemas;
    private final PluginOptions pluginOptions;
    /** By collector. */
    private final Map<String, Record> options = new LinkedHashMap<>();

    private final ScriptRunner scripts;
    private final Optional<MappingChoice> mappings;

    private AgentSetup(AgentConfig config, ScriptRunner.Start start, Optional<AgentSetup> former, Problems problems) {
        this.config = config;
        this.problems = problems;
        this.pluginOptions = new PluginOptions(config);
        Map<String, FactSchema> seen = new HashMap<>();
        this.plugins = new PluginHost(id -> !config.isOff(id), collector -> objection(collector, seen), config.pins());
        EarlierPlugins earlier = former.map(this::earlier).orElse(EarlierPlugins.NONE);
        for (Path folder : config.pluginFolders()) {
            plugins.loadAll(folder, earlier);
        }
        this.schemas = schemas(plugins, seen);
        checkSections();
        for (LoadedPlugin plugin : plugins.loaded()) {
            options.putAll(pluginOptions.read(plugin, problems));
        }
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
        return load(file, start, Optional.empty(), problems);
    }

    /**
     * The same beside a set-up in use: a plugin that has not changed, and whose options have not, is in both. One of the
     * two is to be {@linkplain #closeWhatIsNotIn closed} then.
     */
    static Optional<AgentSetup> loadAgain(Optional<Path> file, AgentSetup former, Problems problems) {
        return load(file, ScriptRunner.Start.WITH_THE_MAPPING, Optional.of(former), problems);
    }

    private static Optional<AgentSetup> load(
            Optional<Path> file, ScriptRunner.Start start, Optional<AgentSetup> former, Problems problems) {
        Optional<AgentConfig> config = config(file, problems);
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Logging.level(config.get().log());
        return Optional.of(new AgentSetup(config.get(), start, former, problems));
    }

    /** A plugin that runs scripts is loaded again: what it made of them belongs to the mapping that goes. */
    private EarlierPlugins earlier(AgentSetup former) {
        return new EarlierPlugins(
                former.plugins, plugin -> plugin.scripts().isEmpty() && hasSameOptions(plugin, former));
    }

    private boolean hasSameOptions(LoadedPlugin plugin, AgentSetup former) {
        Map<String, Record> latest = pluginOptions.read(plugin, new Problems());
        for (LoadedCollector<?> collector : plugin.collectors()) {
            if (!areSame(former.options.get(collector.name()), latest.get(collector.name()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areSame(@Nullable Record former, @Nullable Record latest) {
        try {
            return Objects.equals(former, latest);
        } catch (RuntimeException | StackOverflowError incomparable) {
            return false;
        }
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
        return pluginOptions.fields(plugin);
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
        return new Preview(mapping(facts).mapping(), config.nodes(), facts, file, self);
    }

    /** Whether a rule needs the collector's facts, or the choice of a mapping; without any mapping that is not known. */
    public boolean isUsed(String collector) {
        return mappings.isEmpty() || mappings.get().uses(collector);
    }

    /** A runner for each collector that is used, none of them started. Collectors whose options are wrong have none. */
    public List<CollectorRunner> runners(Surroundings surroundings) {
        return runners(surroundings, List.of());
    }

    /** The same for all collectors. */
    List<CollectorRunner> allRunners(Surroundings surroundings) {
        return runners(surroundings, List.of(), true);
    }

    /** Those that are used, with those of {@code former} that run the same collector with the same options. */
    List<CollectorRunner> runners(Surroundings surroundings, List<CollectorRunner> former) {
        return runners(surroundings, former, false);
    }

    private List<CollectorRunner> runners(Surroundings surroundings, List<CollectorRunner> former, boolean all) {
        List<CollectorRunner> runners = new ArrayList<>();
        for (LoadedPlugin plugin : plugins.loaded()) {
            for (LoadedCollector<?> collector : plugin.collectors()) {
                Record own = options.get(collector.name());
                if (own != null && (all || isUsed(collector.name()))) {
                    runners.add(runner(collector, own, surroundings, former));
                }
            }
        }
        return runners;
    }

    private static CollectorRunner runner(
            LoadedCollector<?> collector, Record own, Surroundings surroundings, List<CollectorRunner> former) {
        for (CollectorRunner runner : former) {
            if (runner.runs(collector, own)) {
                return runner;
            }
        }
        return new CollectorRunner(collector, own, surroundings);
    }

    @Override
    public void close() {
        scripts.close();
        plugins.close();
    }

    /** Closes all but the plugins that {@code other} uses as well. */
    void closeWhatIsNotIn(AgentSetup other) {
        scripts.close();
        plugins.closeWhatIsNotIn(other.plugins);
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
                schemas.put(collector.name(), schema != null ? schema : FactSchema.of(collector.facts()));
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
}
