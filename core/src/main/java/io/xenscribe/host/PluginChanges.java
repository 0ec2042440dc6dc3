package io.xenscribe.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reload did to the plugins, each named by its id.
 *
 * @param refused those that were not refused before, or for another reason
 */
record PluginChanges(List<String> added, List<String> replaced, List<String> removed, List<RefusedPlugin> refused) {

    @SuppressWarnings("ReferenceEquality") // A plugin that was loaded again may say the same of itself.
    static PluginChanges between(PluginHost former, PluginHost next) {
        List<String> added = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (LoadedPlugin plugin : next.loaded()) {
            Optional<LoadedPlugin> before = find(former, plugin.id());
            if (before.isEmpty()) {
                added.add(plugin.id());
            } else if (before.get() != plugin) {
                replaced.add(plugin.id());
            }
        }
        for (LoadedPlugin plugin : former.loaded()) {
            if (find(next, plugin.id()).isEmpty()) {
                removed.add(plugin.id());
            }
        }
        List<RefusedPlugin> refused = new ArrayList<>(next.refused());
        refused.removeAll(former.refused());
        return new PluginChanges(added, replaced, removed, refused);
    }

    private static Optional<LoadedPlugin> find(PluginHost host, String id) {
        for (LoadedPlugin plugin : host.loaded()) {
            if (plugin.id().equals(id)) {
                return Optional.of(plugin);
            }
        }
        return Optional.empty();
    }

    /** For the end of a sentence; empty when nothing changed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        add(text, "new", added);
        add(text, "loaded again", replaced);
        add(text, "gone", removed);
        return text.toString();
    }

    private static void add(StringBuilder text, String what, List<String> ids) {
        if (!ids.isEmpty()) {
            text.append("; ").append(what).append(": ").append(String.join(", ", ids));
        }
    }
}
