package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of a mapping in their normal form, in which files merge (RFC 7386): scalars are {@code {value: ...}}, and
 * nested keys stand by their full path templates. A rule that goes takes those nested in it along.
 */
final class RuleSources {

    private final Problems problems;
    private final Map<String, RuleSource> rules = new LinkedHashMap<>();

    RuleSources(Problems problems) {
        this.problems = problems;
    }

    /** In file order; the rules of a later file that are new come last. */
    List<RuleSource> all() {
        return List.copyOf(rules.values());
    }

    /** Merges one file's keys over what is there. */
    void merge(Node.Fields keys) {
        merge("", keys, new HashMap<>());
    }

    private void merge(String above, Node.Fields keys, Map<String, Place> inThisFile) {
        for (Node.Field field : keys.fields().values()) {
            String name = field.name().text();
            String path = above.isEmpty() ? name : above + "/" + name;
            Place first = inThisFile.putIfAbsent(path, field.place());
            if (first != null) {
                problems.error(field.place(), "'" + path + "' is given twice, first in line " + first.line());
            } else if (field.value() instanceof Node.Nothing) {
                remove(path, field.place());
            } else {
                rule(path, field, inThisFile);
            }
        }
    }

    private void remove(String path, Place place) {
        List<String> gone = new ArrayList<>();
        for (String other : rules.keySet()) {
            if (PathRules.isAtOrBelow(other, path)) {
                gone.add(other);
            }
        }
        for (String other : gone) {
            rules.remove(other);
        }
        if (gone.isEmpty()) {
            problems.warning(place, "there is no rule '" + path + "' that ~ could remove");
        }
    }

    private void rule(String path, Node.Field field, Map<String, Place> inThisFile) {
        if (field.value() instanceof Node.Items list) {
            problems.error(list.place(), "a rule is text or a map, not " + list.kind());
            return;
        }
        RuleSource rule = rules.computeIfAbsent(path, _ -> new RuleSource(field.name(), path));
        if (field.value() instanceof Node.Scalar scalar) {
            Node.Scalar name = new Node.Scalar(field.place(), "value", -1);
            rule.fields.put("value", new Node.Field(name, scalar));
            rule.origin = field.place();
        } else if (field.value() instanceof Node.Fields fields) {
            parts(rule, field, fields, inThisFile);
        } else {
            problems.error(
                    field.value().place(),
                    "a rule is text or a map, not " + field.value().kind());
        }
    }

    private void parts(RuleSource rule, Node.Field field, Node.Fields parts, Map<String, Place> inThisFile) {
        for (Node.Field part : parts.fields().values()) {
            String name = part.name().text();
            if (part.value() instanceof Node.Nothing) {
                rule.fields.remove(name);
            } else if (!name.equals("keys")) {
                rule.fields.put(name, part);
            }
            if (name.equals("value")) {
                rule.origin = field.place();
            }
        }
        if (parts.field("keys").isPresent()) {
            Node keys = parts.field("keys").get().value();
            if (keys instanceof Node.Fields nested) {
                merge(rule.path, nested, inThisFile);
            } else if (!(keys instanceof Node.Nothing)) {
                problems.error(keys.place(), "'keys' takes a map of paths and rules, not " + keys.kind());
            }
        }
    }
}
