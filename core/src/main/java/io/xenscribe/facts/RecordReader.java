package io.xenscribe.facts;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads trees into records, options and facts alike. Names that the record does not know, values of the wrong type and
 * values that the record's constructor refuses are problems at their places.
 */
public final class RecordReader {

    private final Problems problems;
    private final ScalarReader scalars;

    public RecordReader(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    /**
     * A record from its fields, or nothing after a problem. What is not given must be an {@code Optional}, a list, a map, a
     * truth value or a record of nothing but these, and is empty or false then.
     *
     * @throws IllegalArgumentException when the class is no schema, see {@link FactSchema#of}
     */
    public <R extends Record> Optional<R> read(Node.Fields fields, Class<R> type) {
        return read(fields, FactSchema.of(type)).map(type::cast);
    }

    /** The same for a schema that is at hand. */
    public Optional<Record> read(Node.Fields fields, FactSchema schema) {
        boolean whole = knowsNames(fields, schema);
        List<Object> values = new ArrayList<>();
        for (Fact fact : schema.facts().values()) {
            Optional<?> value = component(fields, fact);
            if (value.isPresent()) {
                values.add(value.get());
            } else {
                whole = false;
            }
        }
        return whole ? make(fields.place(), schema, values) : Optional.empty();
    }

    /** The facts of several collectors, {@code {name: record}}; those with problems are left out. */
    public Map<String, Record> facts(Node node, Map<String, FactSchema> schemas) {
        Map<String, Record> facts = new LinkedHashMap<>();
        if (!(node instanceof Node.Fields fields)) {
            problems.error(node.place(), "a map from collectors to their facts is wanted, not " + node.kind());
            return facts;
        }
        for (Node.Field field : fields.fields().values()) {
            String name = field.name().text();
            FactSchema schema = schemas.get(name);
            if (schema == null) {
                problems.unknown(field.place(), "no plugin gives '" + name + "'", name, schemas.keySet());
            } else {
                map(field.value()).flatMap(map -> read(map, schema)).ifPresent(record -> facts.put(name, record));
            }
        }
        return facts;
    }

    private boolean knowsNames(Node.Fields fields, FactSchema schema) {
        boolean known = true;
        for (Node.Field field : fields.fields().values()) {
            String name = field.name().text();
            if (schema.fact(name).isEmpty()) {
                known = false;
                problems.unknown(
                        field.place(),
                        "unknown name '" + name + "'",
                        name,
                        schema.facts().keySet());
            }
        }
        return known;
    }

    private Optional<Record> make(Place place, FactSchema schema, List<Object> values) {
        try {
            return Optional.of(schema.newRecord(values.toArray()));
        } catch (IllegalArgumentException refused) {
            problems.error(place, String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<?> component(Node.Fields fields, Fact fact) {
        Optional<Node.Field> field = fields.field(fact.name());
        if (field.isEmpty() || field.get().value() instanceof Node.Nothing) {
            return absent(field.map(Node.Field::place).orElse(fields.place()), fact);
        }
        Optional<?> value = value(field.get().value(), fact.type());
        return fact.isOptional() && value.isPresent() ? Optional.of(value) : value;
    }

    private Optional<?> absent(Place place, Fact fact) {
        if (fact.isOptional()) {
            return Optional.of(Optional.empty());
        } else if (fact.type() instanceof FactType.Sequence) {
            return Optional.of(List.of());
        } else if (fact.type() instanceof FactType.Dictionary) {
            return Optional.of(Map.of());
        } else if (fact.type() == FactType.Scalar.BOOLEAN) {
            return Optional.of(false);
        } else if (fact.type() instanceof FactType.Group group && group.schema().mayBeEmpty()) {
            return read(Node.Fields.empty(place), group.schema());
        }
        problems.error(place, "'" + fact.name() + "' is missing: " + fact.type().description() + " is wanted");
        return Optional.empty();
    }

    private Optional<?> value(Node node, FactType type) {
        if (type instanceof FactType.Group group) {
            return map(node).flatMap(fields -> read(fields, group.schema()));
        } else if (type instanceof FactType.Sequence sequence) {
            return items(node, sequence);
        } else if (type instanceof FactType.Dictionary) {
            return texts(node);
        } else if (node instanceof Node.Scalar scalar) {
            return scalars.read(scalar, type);
        }
        problems.error(node.place(), type.description() + " is wanted, not " + node.kind());
        return Optional.empty();
    }

    private Optional<?> items(Node node, FactType.Sequence sequence) {
        if (!(node instanceof Node.Items items)) {
            problems.error(node.place(), "a list is wanted, not " + node.kind());
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        boolean whole = true;
        for (Node item : items.items()) {
            Optional<?> value = value(item, sequence.element());
            if (value.isPresent()) {
                values.add(value.get());
            } else {
                whole = false;
            }
        }
        return whole ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<?> texts(Node node) {
        Optional<Node.Fields> fields = map(node);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        boolean whole = true;
        for (Node.Field field : fields.get().fields().values()) {
            if (field.value() instanceof Node.Scalar scalar) {
                texts.put(field.name().text(), scalar.text());
            } else {
                whole = false;
                problems.error(
                        field.value().place(),
                        "text is wanted, not " + field.value().kind());
            }
        }
        return whole ? Optional.of(texts) : Optional.empty();
    }

    private Optional<Node.Fields> map(Node node) {
        if (node instanceof Node.Fields fields) {
            return Optional.of(fields);
        }
        problems.error(node.place(), "a map is wanted, not " + node.kind());
        return Optional.empty();
    }
}
