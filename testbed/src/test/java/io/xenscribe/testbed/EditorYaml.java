package io.xenscribe.testbed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as an editor reads it: with the types of YAML 1.2's core schema, which the agent does without. */
final class EditorYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private EditorYaml() {}

    static JsonNode read(String text) {
        Node root = new Yaml().compose(new StringReader(text));
        return root == null ? JSON.nullNode() : node(root);
    }

    private static JsonNode node(Node node) {
        if (node instanceof MappingNode map) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : map.getValue()) {
                object.set(((ScalarNode) entry.getKeyNode()).getValue(), node(entry.getValueNode()));
            }
            return object;
        }
        if (node instanceof SequenceNode list) {
            ArrayNode array = JSON.arrayNode();
            list.getValue().forEach(item -> array.add(node(item)));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isPlain() ? plain(scalar.getValue()) : JSON.textNode(scalar.getValue());
    }

    private static JsonNode plain(String text) {
        return switch (text) {
            case "", "~", "null" -> JSON.nullNode();
            case "true", "false" -> JSON.booleanNode(text.equals("true"));
            default -> {
                if (INTEGER.matcher(text).matches()) {
                    yield JSON.numberNode(Long.parseLong(text));
                }
                yield DECIMAL.matcher(text).matches() ? JSON.numberNode(Double.parseDouble(text)) : JSON.textNode(text);
            }
        };
    }
}
