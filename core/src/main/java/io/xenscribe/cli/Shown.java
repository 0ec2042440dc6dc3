package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of what the files come to.
 *
 * @param part {@code agent}, {@code keys} or {@code commit}
 * @param path of the rule; for the agent's options the names of the maps that the field is in, with dots
 * @param field the name of the option, or of the rule's part
 * @param place of the field; without a line and a file's name where no file gives it
 */
record Shown(String part, String path, String field, Node value, Place place) {

    /** The leaves of a tree of options. */
    static List<Shown> of(Node.Fields options) {
        List<Shown> entries = new ArrayList<>();
        add("", options, entries);
        return entries;
    }

    private static void add(String path, Node.Fields options, List<Shown> entries) {
        for (Node.Field field : options.fields().values()) {
            String name = field.name().text();
            if (field.value() instanceof Node.Fields inner) {
                add(path.isEmpty() ? name : path + "." + name, inner, entries);
            } else {
                entries.add(new Shown("agent", path, name, field.value(), field.place()));
            }
        }
    }

    void write(JsonWriter json) {
        json.beginObject().name("part").value(part).name("path").value(path);
        json.name("field").value(field).name("value");
        NodeJson.write(value, json);
        if (!place.file().isEmpty()) {
            json.name("file").value(place.file()).name("line").value(place.line());
        }
        json.endObject();
    }
}
