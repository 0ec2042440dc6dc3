package io.xenscribe.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The agent's own file with its drop-ins merged over it. {@link AgentConfigReader} makes it.
 *
 * @param file the {@code agent.yaml} that was read
 * @param mapping the file of the mapping, or of the list from which one is chosen
 * @param plugins by plugin id, in file order
 * @param nodes how many nodes the agent may have in the store
 * @param keys the {@code keys:} sections of the file and of each drop-in, in order, to be merged over the mapping. They
 *     stay apart because rules merge in their normal form, which only the mapping language knows.
 * @param reloadsOnChange whether changed files are read again at once, rather than at a signal
 * @param pluginFolders where plugins are looked for, first one first
 * @param pins which plugins may be loaded
 * @param merged the file and its drop-ins as one tree, to show where each option comes from
 * @param homeConfig {@code HOME/config}, the second place for files that the configuration names
 */
public record AgentConfig(
        Path file,
        Path mapping,
        Map<String, PluginSection> plugins,
        StoreChoice store,
        LogLevel log,
        int nodes,
        List<Node.Fields> keys,
        boolean reloadsOnChange,
        List<Path> pluginFolders,
        PluginPins pins,
        Node.Fields merged,
        Path homeConfig) {

    public AgentConfig {
        plugins = Collections.unmodifiableMap(new LinkedHashMap<>(plugins));
        keys = List.copyOf(keys);
        pluginFolders = List.copyOf(pluginFolders);
    }

    /** Whether the plugin is not to be loaded. */
    public boolean isOff(String plugin) {
        return plugins.get(plugin) instanceof PluginSection.Off;
    }

    /** The administrator's options for a plugin, or nothing where the defaults hold. */
    public Optional<Node.Fields> options(String plugin) {
        return plugins.get(plugin) instanceof PluginSection.Options options
                ? Optional.of(options.fields())
                : Optional.empty();
    }
}
