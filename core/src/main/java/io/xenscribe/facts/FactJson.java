package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import io.xenscribe.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** Facts as JSON, the way {@code facts --json} prints them and {@link RecordReader} takes them back. */
public final class FactJson {

    private FactJson() {}

    /**
     * {@code {name: record}}; names without a schema are left out.
     *
     * @param schemas by the same names
     */
    public static void write(Map<String, ? extends Record> facts, Map<String, FactSchema> schemas, JsonWriter json) {
        json.beginObject();
        for (Map.Entry<String, ? extends Record> entry : facts.entrySet()) {
            FactSchema schema = schemas.get(entry.getKey());
            if (schema != null) {
                json.name(entry.getKey());
                write(entry.getValue(), schema, json);
            }
        }
        json.endObject();
    }

    /** One record; what is absent does not appear. */
    public static void write(Object record, FactSchema schema, JsonWriter json) {
        json.beginObject();
        for (Fact fact : schema.facts().values()) {
            Object value = fact.of(record);
            if (value != null) {
                json.name(fact.name());
                write(value, fact.type(), json);
            }
        }
        json.endObject();
    }

    private static void write(Object value, FactType type, JsonWriter json) {
        if (type instanceof FactType.Group group) {
            write(value, group.schema(), json);
        } else if (type instanceof FactType.Sequence sequence && value instanceof List<?> items) {
            json.beginArray();
            for (Object item : items) {
                if (item != null) {
                    write(item, sequence.element(), json);
                }
            }
            json.endArray();
        } else if (value instanceof Map<?, ?> texts) {
            json.beginObject();
            for (Map.Entry<?, ?> entry : texts.entrySet()) {
                json.name(String.valueOf(entry.getKey())).value(String.valueOf(entry.getValue()));
            }
            json.endObject();
        } else if (value instanceof Boolean truth) {
            json.value(truth.booleanValue());
        } else if (value instanceof Integer || value instanceof Long) {
            json.value(((Number) value).longValue());
        } else if (value instanceof Bytes bytes) {
            json.value(bytes.count());
        } else {
            json.value(FactText.of(value));
        }
    }
}
