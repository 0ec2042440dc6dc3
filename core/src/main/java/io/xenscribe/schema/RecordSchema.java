package io.xenscribe.schema;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of what {@link io.xenscribe.facts.RecordReader} reads into a record. Files merge over others, so no name is
 * required and {@code ~} takes any back.
 */
final class RecordSchema {

    private RecordSchema() {}

    static Schema of(FactSchema record) {
        Schema schema = Schema.object();
        for (Fact fact : record.facts().values()) {
            schema.property(
                    fact.name(),
                    of(fact.type()).orNothing().describe(fact.type().description()));
        }
        return schema.closed();
    }

    private static Schema of(FactType type) {
        return switch (type) {
            case FactType.Group(FactSchema schema) -> of(schema);
            case FactType.Sequence(FactType element) -> Schema.array(of(element));
            case FactType.Dictionary _ -> Schema.object().with("additionalProperties", Schema.text());
            case FactType.Choice choice -> Schema.words(choice.words());
            case FactType.Scalar scalar -> of(scalar);
        };
    }

    private static Schema of(FactType.Scalar type) {
        return switch (type) {
            case TEXT -> Schema.text();
            case INTEGER, LONG -> numeric("-?[0-9]+");
            case BOOLEAN -> Schema.words(truthValues());
            case BYTES -> numeric("[0-9]+([kmgt]ib)?");
            case DURATION -> Schema.string().pattern("[0-9]+(ns|us|ms|s|m|h|d)");
            case MAC_ADDRESS -> Schema.string().pattern("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");
            case IP_ADDRESS, INSTANT -> Schema.string();
        };
    }

    /** A whole number, with or without quotes. */
    private static Schema numeric(String expression) {
        return Schema.any().with("type", List.of("integer", "string")).pattern(expression);
    }

    private static List<Object> truthValues() {
        List<Object> values = new ArrayList<>(List.of(true, false));
        values.addAll(List.of("true", "false", "yes", "no", "on", "off"));
        return values;
    }
}
