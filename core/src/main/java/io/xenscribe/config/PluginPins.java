package io.xenscribe.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which content of a plugin's jar the administrator has agreed to: {@code plugin-pins} and {@code only-pinned} of
 * agent.yaml.
 *
 * @param digests SHA-256 of jars by plugin id, 64 hexadecimal digits in lower case
 * @param only whether plugins without one are refused
 */
public record PluginPins(Map<String, String> digests, boolean only) {

    /** Every plugin is loaded, whatever it holds. */
    public static final PluginPins NONE = new PluginPins(Map.of(), false);

    static final List<String> FIELDS = List.of("plugin-pins", "only-pinned");

    private static final int DIGITS = 64;

    public PluginPins {
        digests = Map.copyOf(digests);
    }

    public Optional<String> of(String plugin) {
        return Optional.ofNullable(digests.get(plugin));
    }

    /** What the merged agent.yaml says; what is wrong in it is a problem. */
    static PluginPins read(Node.Fields merged, Problems problems) {
        Optional<Node.Field> pins = merged.field("plugin-pins");
        Optional<Node.Field> only = merged.field("only-pinned");
        if (pins.isEmpty() && only.isEmpty()) {
            return NONE;
        }
        Map<String, String> digests = new LinkedHashMap<>();
        if (pins.isPresent() && pins.get().value() instanceof Node.Fields fields) {
            for (Node.Field field : fields.fields().values()) {
                digest(field, problems)
                        .ifPresent(digest -> digests.put(field.name().text(), digest));
            }
        } else if (pins.isPresent()) {
            problems.error(
                    pins.get().value().place(),
                    "'plugin-pins' takes a map of plugins to digests, not "
                            + pins.get().value().kind());
        }
        return new PluginPins(digests, only.isPresent() && isOn(only.get(), problems));
    }

    private static Optional<String> digest(Node.Field field, Problems problems) {
        if (field.value() instanceof Node.Scalar scalar && isDigest(scalar.text())) {
            return Optional.of(scalar.text().toLowerCase(Locale.ROOT));
        }
        problems.error(
                field.value().place(),
                "'" + field.name().text() + "' takes the SHA-256 of the plugin's jar, " + DIGITS
                        + " hexadecimal digits, as sha256sum prints it");
        return Optional.empty();
    }

    private static boolean isDigest(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return text.length() == DIGITS;
    }

    private static boolean isOn(Node.Field field, Problems problems) {
        String text = field.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            problems.error(field.value().place(), "'only-pinned' takes true or false");
        }
        return text.equals("true");
    }
}
