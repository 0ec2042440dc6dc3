package io.xenscribe.cli;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.PluginSection;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.host.LoadedPlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All options of the agent and its plugins as one tree, with what was not given filled in. For one thread. */
final class AgentOptions {

    /** The place of what no file gives. */
    static final Place DEFAULT = Place.ofFile("");

    private final AgentConfig config;
    private final Map<String, Node.Field> fields = new LinkedHashMap<>();

    private AgentOptions(AgentConfig config) {
        this.config = config;
    }

    /** A tree that is an {@code agent.yaml}, apart from the keys, which are shown with the mapping. */
    static Node.Fields of(AgentSetup setup) {
        AgentOptions options = new AgentOptions(setup.config());
        options.add("mapping", text(setup.config().mapping().toString()));
        options.add("plugin-dirs", options.folders());
        options.add("plugins", options.plugins(setup));
        options.addGiven("plugin-pins");
        options.addGiven("only-pinned");
        options.add("store", text("auto"));
        options.add("nodes", text(Integer.toString(AgentConfigReader.DEFAULT_NODES)));
        options.add("log", text("info"));
        options.add("reload", text("on-signal"));
        return new Node.Fields(DEFAULT, options.fields);
    }

    /** As it was given, unless what it stands for says more: a file's whole name, and plugins with their defaults. */
    private void add(String name, Node value) {
        Optional<Node.Field> given = config.merged().field(name);
        Place place = given.map(Node.Field::place).orElse(DEFAULT);
        Node shown = given.map(Node.Field::value)
                .filter(node -> node instanceof Node.Scalar && !name.equals("mapping"))
                .orElse(value);
        fields.put(name, new Node.Field(name(name, place), shown));
    }

    private void addGiven(String name) {
        config.merged().field(name).ifPresent(given -> fields.put(name, given));
    }

    private Node folders() {
        List<Node> folders = new ArrayList<>();
        for (Path folder : config.pluginFolders()) {
            folders.add(text(folder.toString()));
        }
        return new Node.Items(DEFAULT, folders);
    }

    private Node plugins(AgentSetup setup) {
        Map<String, Node.Field> plugins = new LinkedHashMap<>();
        for (LoadedPlugin plugin : setup.plugins().loaded()) {
            Node.Fields merged = setup.options(plugin);
            boolean isEmpty = merged.fields().isEmpty();
            put(plugin.id(), isEmpty ? text("on") : merged, plugins);
        }
        for (Map.Entry<String, PluginSection> section : config.plugins().entrySet()) {
            if (!plugins.containsKey(section.getKey())) {
                boolean isOff = section.getValue() instanceof PluginSection.Off;
                put(
                        section.getKey(),
                        isOff ? text("off") : config.options(section.getKey()).orElseThrow(),
                        plugins);
            }
        }
        return new Node.Fields(DEFAULT, plugins);
    }

    private void put(String id, Node value, Map<String, Node.Field> plugins) {
        Place place = config.merged()
                .field("plugins")
                .map(Node.Field::value)
                .flatMap(given ->
                        given instanceof Node.Fields sections ? sections.field(id) : Optional.<Node.Field>empty())
                .map(Node.Field::place)
                .orElse(DEFAULT);
        plugins.put(id, new Node.Field(name(id, place), value));
    }

    private static Node.Scalar name(String text, Place place) {
        return new Node.Scalar(place, text, -1);
    }

    private static Node.Scalar text(String text) {
        return name(text, DEFAULT);
    }
}
