package io.xenscribe.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Facts for people: each value on a line as {@code memory.total = 1073741824}, elements of lists numbered as
 * {@code network.interfaces[0].name}.
 */
public final class FactLines {

    private final List<String> lines = new ArrayList<>();

    private FactLines() {}

    /**
     * The lines of all records that have a schema.
     *
     * @param schemas by the same names
     */
    public static List<String> of(Map<String, ? extends Record> facts, Map<String, FactSchema> schemas) {
        FactLines lines = new FactLines();
        for (Map.Entry<String, ? extends Record> entry : facts.entrySet()) {
            FactSchema schema = schemas.get(entry.getKey());
            if (schema != null) {
                lines.addRecord(entry.getKey(), entry.getValue(), schema);
            }
        }
        return lines.lines;
    }

    private void addRecord(String path, Object record, FactSchema schema) {
        for (Fact fact : schema.facts().values()) {
            Object value = fact.of(record);
            if (value != null) {
                add(path + "." + fact.name(), value, fact.type());
            }
        }
    }

    private void add(String path, Object value, FactType type) {
        if (type instanceof FactType.Group group) {
            addRecord(path, value, group.schema());
        } else if (type instanceof FactType.Sequence sequence && value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                Object item = items.get(i);
                if (item != null) {
                    add(path + "[" + i + "]", item, sequence.element());
                }
            }
        } else if (value instanceof Map<?, ?> texts) {
            texts.forEach((name, text) -> lines.add(path + "." + name + " = " + text));
        } else {
            lines.add(path + " = " + FactText.of(value));
        }
    }
}
