package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.json.JsonWriter;

/** A tree of configuration as JSON: text as text, lists and maps as such. */
final class NodeJson {

    private NodeJson() {}

    static void write(Node node, JsonWriter json) {
        switch (node) {
            case Node.Scalar scalar -> json.value(scalar.text());
            case Node.Nothing _ -> json.value("~");
            case Node.Items items -> {
                json.beginArray();
                items.items().forEach(item -> write(item, json));
                json.endArray();
            }
            case Node.Fields fields -> {
                json.beginObject();
                for (Node.Field field : fields.fields().values()) {
                    json.name(field.name().text());
                    write(field.value(), json);
                }
                json.endObject();
            }
        }
    }
}
