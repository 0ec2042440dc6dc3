package io.xenscribe.config;

/** What {@code plugins:} says of one plugin. A plugin of which it says nothing is loaded with its defaults. */
public sealed interface PluginSection {

    Place place();

    /** The plugin is not loaded. */
    record Off(Place place) implements PluginSection {}

    /** The plugin is loaded, and these fields go over its defaults; none after {@code on}. */
    record Options(Node.Fields fields) implements PluginSection {

        @Override
        public Place place() {
            return fields.place();
        }
    }
}
