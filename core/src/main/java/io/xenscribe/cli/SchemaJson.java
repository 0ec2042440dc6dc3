package io.xenscribe.cli;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import io.xenscribe.json.JsonWriter;

/** A schema as JSON of the shape that its records have, with the type in the place of each value. */
final class SchemaJson {

    private SchemaJson() {}

    static void write(FactSchema schema, JsonWriter json) {
        json.beginObject();
        for (Fact fact : schema.facts().values()) {
            json.name(fact.name());
            write(fact.type(), json);
        }
        json.endObject();
    }

    private static void write(FactType type, JsonWriter json) {
        switch (type) {
            case FactType.Group(FactSchema schema) -> write(schema, json);
            case FactType.Sequence(FactType element) -> {
                json.beginArray();
                write(element, json);
                json.endArray();
            }
            default -> json.value(type.description());
        }
    }
}
