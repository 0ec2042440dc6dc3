package io.xenscribe.schema;

import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of all plugins by their whole names, for descriptions and for an editor to offer. */
final class FactList {

    private final SortedMap<String, FactSchema> schemas;

    FactList(Map<String, FactSchema> schemas) {
        this.schemas = new TreeMap<>(schemas);
    }

    /** One fact a line with its type. */
    String description() {
        List<String> lines = new ArrayList<>();
        schemas.forEach((collector, schema) -> {
            for (String line : schema.describe(collector)) {
                lines.add(line.strip().replaceFirst(" {2,}", ": "));
            }
        });
        return String.join("\n", lines);
    }

    /** Those that a template can name outside of a loop. */
    List<String> scalars() {
        List<String> names = new ArrayList<>();
        schemas.forEach((collector, schema) -> collect(collector, schema, names, false));
        return names;
    }

    /** Those that {@code for} can go through outside of another. */
    List<String> lists() {
        List<String> names = new ArrayList<>();
        schemas.forEach((collector, schema) -> collect(collector, schema, names, true));
        return names;
    }

    private static void collect(String above, FactSchema schema, List<String> names, boolean lists) {
        for (Fact fact : schema.facts().values()) {
            String name = above + "." + fact.name();
            if (fact.type() instanceof FactType.Group(FactSchema inner)) {
                collect(name, inner, names, lists);
            } else if (lists
                    ? fact.type() instanceof FactType.Sequence
                    : fact.type().isScalar()) {
                names.add(name);
            }
        }
    }
}
