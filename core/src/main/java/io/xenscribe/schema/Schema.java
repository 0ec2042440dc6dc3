package io.xenscribe.schema;

import io.xenscribe.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON Schema, draft 7, which editors' YAML servers know best. Each method adds a keyword and returns this schema. YAML
 * gives types to plain text where the agent does not, so text is a string, a number or a truth value here. For one thread.
 */
final class Schema {

    private final Map<String, Object> keywords = new LinkedHashMap<>();

    /** Allows anything. */
    static Schema any() {
        return new Schema();
    }

    /** A map without names yet; see {@link #property} and {@link #closed}. */
    static Schema object() {
        return any().with("type", "object");
    }

    static Schema array(Schema items) {
        return any().with("type", "array").with("items", items);
    }

    /** A scalar of any kind, as it is written. */
    static Schema text() {
        return any().with("type", List.of("string", "number", "boolean"));
    }

    static Schema string() {
        return any().with("type", "string");
    }

    /** One of these words. */
    static Schema words(List<?> words) {
        return any().with("enum", words);
    }

    static Schema nothing() {
        return any().with("type", "null");
    }

    static Schema ref(String definition) {
        return any().with("$ref", "#/definitions/" + definition);
    }

    static Schema anyOf(Schema... choices) {
        return any().with("anyOf", Arrays.asList(choices));
    }

    Schema with(String keyword, Object value) {
        keywords.put(keyword, value);
        return this;
    }

    /** A regular expression for strings; other scalars pass. */
    Schema pattern(String expression) {
        return with("pattern", "^(" + expression + ")$");
    }

    Schema describe(String description) {
        return with("description", description);
    }

    /** What an editor offers. */
    Schema examples(List<String> examples) {
        return with("examples", examples);
    }

    Schema property(String name, Schema schema) {
        return into("properties", name, schema);
    }

    Schema definition(String name, Schema schema) {
        return into("definitions", name, schema);
    }

    @SuppressWarnings("unchecked") // Only this method puts these keywords.
    private Schema into(String keyword, String name, Schema schema) {
        ((Map<String, Object>) keywords.computeIfAbsent(keyword, _ -> new LinkedHashMap<>())).put(name, schema);
        return this;
    }

    Schema required(String... names) {
        return with("required", List.of(names));
    }

    /** No names other than those given. */
    Schema closed() {
        return with("additionalProperties", false);
    }

    /** This one, or {@code ~}. */
    Schema orNothing() {
        Object type = keywords.get("type");
        if (type == null) {
            return anyOf(nothing(), this);
        }
        List<Object> types = new ArrayList<>(type instanceof List<?> several ? several : List.of(type));
        types.add("null");
        return with("type", types);
    }

    /** As a document of its own. */
    String document(String title) {
        Schema document =
                any().with("$schema", "http://json-schema.org/draft-07/schema#").with("title", title);
        document.keywords.putAll(keywords);
        // What is long and stands by a name comes last.
        Object definitions = document.keywords.remove("definitions");
        if (definitions != null) {
            document.keywords.put("definitions", definitions);
        }
        JsonWriter json = new JsonWriter();
        write(document, json);
        return json.toString();
    }

    private static void write(Object value, JsonWriter json) {
        switch (value) {
            case Schema schema -> write(schema.keywords, json);
            case Map<?, ?> map -> {
                json.beginObject();
                map.forEach((name, inner) -> {
                    json.name(String.valueOf(name));
                    write(inner, json);
                });
                json.endObject();
            }
            case List<?> list -> {
                json.beginArray();
                new ArrayList<>(list).forEach(inner -> write(inner, json));
                json.endArray();
            }
            case Boolean truth -> json.value(truth);
            case Number number -> json.value(number.longValue());
            default -> json.value(String.valueOf(value));
        }
    }
}
