package io.xenscribe.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Merges one tree over another as RFC 7386 does: maps merge, {@code ~} removes, anything else replaces in its place. */
public final class Merge {

    private Merge() {}

    public static Node.Fields over(Node.Fields base, Node.Fields patch) {
        Map<String, Node.Field> merged = new LinkedHashMap<>(base.fields());
        for (Map.Entry<String, Node.Field> entry : patch.fields().entrySet()) {
            Node.Field field = entry.getValue();
            Node.Field held = merged.get(entry.getKey());
            if (field.value() instanceof Node.Nothing) {
                merged.remove(entry.getKey());
            } else if (field.value() instanceof Node.Fields inner) {
                Node.Fields under = held != null && held.value() instanceof Node.Fields fields
                        ? fields
                        : Node.Fields.empty(inner.place());
                merged.put(entry.getKey(), new Node.Field(field.name(), over(under, inner)));
            } else {
                merged.put(entry.getKey(), field);
            }
        }
        return new Node.Fields(base.fields().isEmpty() ? patch.place() : base.place(), merged);
    }
}
