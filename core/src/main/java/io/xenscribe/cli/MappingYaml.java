package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.YamlWriter;
import io.xenscribe.mapping.MappingText;
import io.xenscribe.mapping.RuleText;
import java.util.List;

/** A merged mapping as YAML that is the same mapping, with the place of each rule beside it. */
final class MappingYaml {

    private final YamlWriter yaml = new YamlWriter();
    private final FileNames names;

    private MappingYaml(FileNames names) {
        this.names = names;
    }

    static String of(MappingText mapping) {
        MappingYaml text = new MappingYaml(new FileNames(mapping.files()));
        text.names.legend().forEach(text.yaml::comment);
        text.yaml.field("version", "1", "").blank();
        text.section("keys", mapping.keys());
        if (!mapping.removed().isEmpty()) {
            mapping.removed()
                    .forEach((path, place) ->
                            text.yaml.comment("removed by ~: " + path + " (" + text.names.of(place) + ")"));
        }
        if (!mapping.commit().isEmpty()) {
            text.yaml.blank();
            text.section("commit", mapping.commit());
        }
        return text.yaml.toString();
    }

    private void section(String name, List<RuleText> rules) {
        if (rules.isEmpty()) {
            yaml.emptyMap(name);
            return;
        }
        yaml.begin(name, "");
        rules.forEach(this::rule);
        yaml.end();
    }

    private void rule(RuleText rule) {
        String origin = names.of(rule.origin());
        List<Node.Field> fields = rule.fields();
        if (fields.isEmpty()) {
            yaml.emptyMap(rule.path());
        } else if (fields.size() == 1
                && fields.getFirst().name().text().equals("value")
                && fields.getFirst().value() instanceof Node.Scalar value) {
            yaml.field(rule.path(), value.text(), origin);
        } else {
            yaml.begin(rule.path(), origin);
            for (Node.Field field : fields) {
                yaml.field(field, place -> remark(place, rule.origin()));
            }
            yaml.end();
        }
    }

    /** Only what another file says has a place of its own: lines of one file are near each other. */
    private String remark(Place field, Place rule) {
        return field.file().equals(rule.file()) ? "" : names.of(field);
    }
}
