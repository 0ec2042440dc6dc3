package io.xenscribe.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds {@code agent.yaml} and binds what it and the drop-ins beside it say. */
public final class AgentConfigReader {

    private static final Path SYSTEM_FILE = Path.of("/etc/xenscribe/agent.yaml");
    private static final String DEFAULT_MAPPING = "auto";
    private static final Path LOCAL_PLUGINS = Path.of("/var/lib/xenscribe/plugins");

    /** What the file and its drop-ins may say. */
    public static final List<String> FIELDS = List.of(
            "mapping",
            "plugins",
            "store",
            "nodes",
            "log",
            "keys",
            "reload",
            "plugin-dirs",
            "plugin-pins",
            "only-pinned");

    /**
     * How many nodes the agent may have unless told otherwise: of the 1000 that a daemon grants a domain, a fifth stays for
     * the kernel's device frontends, each of which has ten to forty and fails without them.
     */
    public static final int DEFAULT_NODES = 800;

    /** Fewer than these leave no room for what makes a host see the agent. */
    public static final int FEWEST_NODES = 20;

    public static final int MOST_NODES = 100_000;

    /** When changed files are read again. */
    public static final List<String> RELOADS = List.of("on-signal", "on-change");

    private final Path systemFile;
    private final Path home;
    private final Problems problems;

    private AgentConfigReader(Path systemFile, Path home, Problems problems) {
        this.systemFile = systemFile;
        this.home = home;
        this.problems = problems;
    }

    /**
     * Reads {@code given}, else {@code /etc/xenscribe/agent.yaml}, else {@code HOME/config/agent.yaml}. What is wrong in
     * the file is a problem and its default holds; nothing only when there is no file or it is no YAML map.
     *
     * @param home the folder above {@code bin}
     */
    public static Optional<AgentConfig> read(Optional<Path> given, Path home, Problems problems) {
        return read(given, SYSTEM_FILE, home, problems);
    }

    static Optional<AgentConfig> read(Optional<Path> given, Path systemFile, Path home, Problems problems) {
        return new AgentConfigReader(systemFile, home, problems).read(given);
    }

    private Optional<AgentConfig> read(Optional<Path> given) {
        Path homeFile = home.resolve("config").resolve("agent.yaml");
        Path file = given.orElse(Files.exists(systemFile) ? systemFile : homeFile);
        if (given.isEmpty() && !Files.exists(file)) {
            problems.error(
                    Place.ofFile(file.toString()),
                    "no configuration: neither " + systemFile + " nor this file exists; --config FILE names another");
            return Optional.empty();
        }
        List<Node.Fields> layers = ConfigLayers.read(file, problems);
        return layers.isEmpty() ? Optional.empty() : Optional.of(bind(file, layers));
    }

    private AgentConfig bind(Path file, List<Node.Fields> layers) {
        Node.Fields merged = layers.getFirst();
        List<Node.Fields> keys = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Node.Fields layer = layers.get(i);
            checkNames(layer);
            addKeys(layer, keys);
            // The first layer goes over nothing, so that a ~ in it removes what would otherwise be there as a value.
            merged = Merge.over(i == 0 ? Node.Fields.empty(layer.place()) : merged, layer);
        }
        return new AgentConfig(
                file,
                mapping(file, merged),
                plugins(merged),
                store(merged),
                log(merged),
                nodes(merged),
                keys,
                reloadsOnChange(merged),
                folders(merged),
                PluginPins.read(merged, problems),
                merged,
                config());
    }

    private void addKeys(Node.Fields layer, List<Node.Fields> keys) {
        Optional<Node.Field> field = layer.field("keys");
        if (field.isPresent() && field.get().value() instanceof Node.Nothing) {
            keys.clear();
        } else if (field.isPresent()) {
            map(field.get()).ifPresent(keys::add);
        }
    }

    private void checkNames(Node.Fields layer) {
        for (Node.Field field : layer.fields().values()) {
            String name = field.name().text();
            if (!FIELDS.contains(name)) {
                problems.unknown(field.place(), "unknown option '" + name + "'", name, FIELDS);
            }
        }
    }

    private Path config() {
        return home.resolve("config");
    }

    private Path mapping(Path file, Node.Fields merged) {
        Optional<Node.Scalar> named = text(merged, "mapping");
        if (named.isEmpty()) {
            return NamedFile.findMapping(DEFAULT_MAPPING, file, config());
        }
        try {
            // A drop-in names its files relative to itself, and it lies one folder further down.
            Path namedIn = Path.of(named.get().place().file());
            Path beside = NamedFile.findMapping(named.get().text(), namedIn, config());
            return Files.exists(beside)
                    ? beside
                    : NamedFile.findMapping(named.get().text(), file, config());
        } catch (InvalidPathException wrong) {
            problems.error(named.get().place(), "not a file name: " + wrong.getMessage());
            return NamedFile.findMapping(DEFAULT_MAPPING, file, config());
        }
    }

    private Map<String, PluginSection> plugins(Node.Fields merged) {
        Map<String, PluginSection> sections = new LinkedHashMap<>();
        Optional<Node.Fields> plugins = merged.field("plugins").flatMap(this::map);
        if (plugins.isPresent()) {
            for (Node.Field field : plugins.get().fields().values()) {
                PluginSection.read(field, problems)
                        .ifPresent(section -> sections.put(field.name().text(), section));
            }
        }
        return sections;
    }

    private StoreChoice store(Node.Fields merged) {
        Optional<Node.Scalar> text = text(merged, "store");
        if (text.isEmpty()) {
            return new StoreChoice.Auto();
        }
        Optional<StoreChoice> choice = StoreChoice.parse(text.get().text());
        if (choice.isEmpty()) {
            problems.error(
                    text.get().place(),
                    "unknown store '" + text.get().text() + "': " + StoreChoice.FORMS + " is wanted");
        }
        return choice.orElse(new StoreChoice.Auto());
    }

    private int nodes(Node.Fields merged) {
        Optional<Node.Scalar> text = text(merged, "nodes");
        if (text.isEmpty()) {
            return DEFAULT_NODES;
        }
        int number = number(text.get().text());
        if (number < FEWEST_NODES || number > MOST_NODES) {
            problems.error(text.get().place(), "'nodes' takes a number from " + FEWEST_NODES + " to " + MOST_NODES);
            return DEFAULT_NODES;
        }
        return number;
    }

    /** Negative for what is none. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private LogLevel log(Node.Fields merged) {
        Optional<Node.Scalar> text = text(merged, "log");
        if (text.isEmpty()) {
            return LogLevel.INFO;
        }
        String level = text.get().text();
        Optional<LogLevel> parsed = LogLevel.parse(level);
        if (parsed.isEmpty()) {
            problems.unknown(
                    text.get().place(),
                    "unknown log level '" + level + "': one of " + String.join(", ", LogLevel.NAMES) + " is wanted",
                    level,
                    LogLevel.NAMES);
        }
        return parsed.orElse(LogLevel.INFO);
    }

    private boolean reloadsOnChange(Node.Fields merged) {
        Optional<Node.Scalar> text = text(merged, "reload");
        if (text.isPresent() && !RELOADS.contains(text.get().text())) {
            problems.unknown(
                    text.get().place(),
                    "'reload' is one of " + String.join(", ", RELOADS) + ", not '"
                            + text.get().text() + "'",
                    text.get().text(),
                    RELOADS);
        }
        return text.isPresent() && text.get().text().equals("on-change");
    }

    private List<Path> folders(Node.Fields merged) {
        Optional<Node.Field> field = merged.field("plugin-dirs");
        if (field.isEmpty()) {
            return List.of(home.resolve("plugins"), LOCAL_PLUGINS);
        }
        List<Path> folders = new ArrayList<>();
        if (!(field.get().value() instanceof Node.Items items)) {
            problems.error(field.get().value().place(), "'plugin-dirs' takes a list of folders");
            return List.of(home.resolve("plugins"), LOCAL_PLUGINS);
        }
        for (Node item : items.items()) {
            if (item instanceof Node.Scalar scalar
                    && !scalar.text().isEmpty()
                    && scalar.text().indexOf(0) < 0) {
                folders.add(home.resolve(scalar.text()));
            } else {
                problems.error(item.place(), "a folder is wanted, not " + item.kind());
            }
        }
        return folders;
    }

    private Optional<Node.Scalar> text(Node.Fields merged, String name) {
        Optional<Node.Field> field = merged.field(name);
        if (field.isPresent() && field.get().value() instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        if (field.isPresent()) {
            problems.error(
                    field.get().value().place(),
                    "'" + name + "' takes text, not " + field.get().value().kind());
        }
        return Optional.empty();
    }

    private Optional<Node.Fields> map(Node.Field field) {
        if (field.value() instanceof Node.Fields fields) {
            return Optional.of(fields);
        }
        if (!(field.value() instanceof Node.Nothing)) {
            problems.error(
                    field.value().place(),
                    "'" + field.name().text() + "' takes a map, not "
                            + field.value().kind());
        }
        return Optional.empty();
    }
}
