package io.xenscribe.config;

import java.util.Optional;

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

    /** What stands under a plugin's id; nothing when it is a mistake. */
    static Optional<PluginSection> read(Node.Field field, Problems problems) {
        Place place = field.value().place();
        if (field.value() instanceof Node.Fields options) {
            return Optional.of(new Options(options));
        }
        if (field.value() instanceof Node.Scalar scalar && scalar.text().equals("off")) {
            return Optional.of(new Off(place));
        }
        if (field.value() instanceof Node.Scalar scalar && scalar.text().equals("on")) {
            return Optional.of(new Options(Node.Fields.empty(place)));
        }
        problems.error(place, "'" + field.name().text() + "' takes a map of options, on or off");
        return Optional.empty();
    }
}
