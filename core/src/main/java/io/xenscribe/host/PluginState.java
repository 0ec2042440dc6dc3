package io.xenscribe.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A plugin that was found, and what has become of it. What is not known of it is empty.
 *
 * @param state {@code loaded}; {@code unused}, when no rule uses its facts, so that none of its collectors runs;
 *     {@code off}, when the configuration says so; or {@code refused}
 * @param reason of a refusal: a sentence without a full stop, the plugin being what it speaks of
 */
public record PluginState(String state, String id, String version, String provider, Path path, String reason) {

    /** All, those in use first. */
    public static List<PluginState> all(AgentSetup setup) {
        List<PluginState> all = new ArrayList<>();
        for (LoadedPlugin plugin : setup.plugins().loaded()) {
            String state = isUsed(plugin, setup) ? "loaded" : "unused";
            all.add(new PluginState(state, plugin.id(), plugin.version(), plugin.provider(), plugin.path(), ""));
        }
        for (UnusedPlugin plugin : setup.plugins().unused()) {
            all.add(new PluginState("off", plugin.id(), plugin.version(), plugin.provider(), plugin.path(), ""));
        }
        for (RefusedPlugin plugin : setup.plugins().refused()) {
            all.add(new PluginState("refused", plugin.id().orElse(""), "", "", plugin.path(), plugin.reason()));
        }
        return all;
    }

    /** One that runs scripts needs no facts. */
    private static boolean isUsed(LoadedPlugin plugin, AgentSetup setup) {
        boolean isUsed = plugin.collectors().isEmpty() || !plugin.scripts().isEmpty();
        for (LoadedCollector<?> collector : plugin.collectors()) {
            isUsed |= setup.isUsed(collector.name());
        }
        return isUsed;
    }
}
