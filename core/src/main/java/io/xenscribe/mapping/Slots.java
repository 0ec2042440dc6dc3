package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.json.JsonWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which element has which number, by scope. A scope is the path of the rule with {@code ${slot}} left open, for example
 * {@code attr/vif/0/ipv4/${slot}}; an element is known by the text of its {@code @Key}. Immutable.
 *
 * @param scopes by scope, the number of each element
 */
public record Slots(Map<String, Map<String, Integer>> scopes) {

    private static final Slots NONE = new Slots(Map.of());

    public Slots {
        Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Integer>> scope : scopes.entrySet()) {
            copy.put(scope.getKey(), Collections.unmodifiableMap(new LinkedHashMap<>(scope.getValue())));
        }
        scopes = Collections.unmodifiableMap(copy);
    }

    public static Slots none() {
        return NONE;
    }

    /** The numbers of one scope; empty where none are known. */
    Map<String, Integer> in(String scope) {
        return scopes.getOrDefault(scope, Map.of());
    }

    /** As an object of objects. */
    public void write(JsonWriter json) {
        json.beginObject();
        for (Map.Entry<String, Map<String, Integer>> scope : scopes.entrySet()) {
            json.name(scope.getKey()).beginObject();
            for (Map.Entry<String, Integer> element : scope.getValue().entrySet()) {
                json.name(element.getKey()).value(element.getValue().longValue());
            }
            json.endObject();
        }
        json.endObject();
    }

    /** What {@link #write} wrote, read back as a tree. What is no such thing is left out: numbers can be found anew. */
    public static Slots read(Node node) {
        Map<String, Map<String, Integer>> scopes = new LinkedHashMap<>();
        if (node instanceof Node.Fields fields) {
            for (Node.Field scope : fields.fields().values()) {
                if (scope.value() instanceof Node.Fields elements) {
                    scopes.put(scope.name().text(), numbers(elements));
                }
            }
        }
        return new Slots(scopes);
    }

    private static Map<String, Integer> numbers(Node.Fields elements) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (Node.Field element : elements.fields().values()) {
            int number = element.value() instanceof Node.Scalar scalar ? number(scalar.text()) : -1;
            if (number >= 0) {
                numbers.put(element.name().text(), number);
            }
        }
        return numbers;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            return -1;
        }
    }
}
