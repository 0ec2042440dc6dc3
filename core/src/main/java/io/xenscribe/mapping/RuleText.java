package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule as it is written, in its normal form.
 *
 * @param path the whole path template
 * @param origin where the rule is, in the last file that gave its value; what {@link Key#origin} says
 * @param fields all but {@code keys}, each with its own place
 */
public record RuleText(String path, Place origin, List<Node.Field> fields) {

    public RuleText {
        fields = List.copyOf(fields);
    }

    /** Files with code are named in full, so that the rule means the same wherever it stands. */
    static RuleText of(RuleSource source, Path homeConfig) {
        List<Node.Field> fields = new ArrayList<>();
        for (Node.Field field : source.fields.values()) {
            Optional<Path> file = ScriptCompiler.fileOf(field, homeConfig);
            fields.add(
                    file.isEmpty()
                            ? field
                            : new Node.Field(
                                    field.name(),
                                    new Node.Scalar(
                                            field.value().place(),
                                            file.get().toAbsolutePath().toString(),
                                            -1)));
        }
        return new RuleText(source.path, source.origin, fields);
    }

    /** Whether a rule with this path template can give the path. */
    public static boolean canGive(String template, String path) {
        return PathPattern.of(template).matches(path);
    }

    public Optional<Node.Field> field(String name) {
        for (Node.Field field : fields) {
            if (field.name().text().equals(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
