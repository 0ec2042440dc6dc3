package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The rules of a mapping in their normal form, in which files merge (RFC 7386): scalars are {@code {value: ...}}, and
 * nested keys stand by their full path templates. A rule that goes takes those nested in it along.
 */
final class RuleSources {

    /** As it is written: what stands for a fact may be longer than the fact. */
    private static final int LONGEST_PATH = 2000;

    /** Rules are nested in each other as their paths are. */
    private static final int MOST_NAMES = 50;

    /** What fits in the agent's heap of 16 MiB, beside all else. */
    private static final int MOST_RULES = 4000;

    private final Problems problems;
    private final Map<String, RuleSource> rules = new LinkedHashMap<>();
    private final Map<String, Place> removed = new LinkedHashMap<>();
    private final NavigableSet<String> sorted = new TreeSet<>();

    RuleSources(Problems problems) {
        this.problems = problems;
    }

    /** In file order; the rules of a later file that are new come last. */
    List<RuleSource> all() {
        return List.copyOf(rules.values());
    }

    /** The same, as they are written. */
    List<RuleText> texts(Path homeConfig) {
        List<RuleText> texts = new ArrayList<>();
        for (RuleSource rule : rules.values()) {
            texts.add(RuleText.of(rule, homeConfig));
        }
        return texts;
    }

    /** The paths whose rules a {@code ~} removed for good, and its place. */
    Map<String, Place> removed() {
        return removed;
    }

    /** Merges one file's keys over what is there. */
    void merge(Node.Fields keys) {
        merge("", keys, new HashMap<>());
    }

    private void merge(String above, Node.Fields keys, Map<String, Place> inThisFile) {
        for (Node.Field field : keys.fields().values()) {
            String name = field.name().text();
            String path = above.isEmpty() ? name : above + "/" + name;
            if (path.isEmpty()) {
                problems.error(field.place(), "a path is missing here");
                continue;
            } else if (isTooLong(path)) {
                problems.error(
                        field.place(),
                        "this path has more than " + LONGEST_PATH + " characters or " + MOST_NAMES
                                + " names, which no path in Xenstore has");
                continue;
            }
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

    private static boolean isTooLong(String path) {
        int names = 1;
        for (int i = 0; i < path.length() && path.length() <= LONGEST_PATH; i++) {
            names += path.charAt(i) == '/' ? 1 : 0;
        }
        return path.length() > LONGEST_PATH || names > MOST_NAMES;
    }

    private void remove(String path, Place place) {
        // '0' is the character after '/'.
        List<String> gone = new ArrayList<>(sorted.subSet(path + "/", path + "0"));
        if (rules.containsKey(path)) {
            gone.add(path);
        }
        for (String other : gone) {
            rules.remove(other);
            removed.put(other, place);
            sorted.remove(other);
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
        removed.remove(path);
        if (rules.size() == MOST_RULES && !rules.containsKey(path)) {
            problems.error(
                    Place.ofFile(field.place().file()), "more than " + MOST_RULES + " rules; the rest is left out");
            return;
        }
        RuleSource rule = rules.computeIfAbsent(path, _ -> new RuleSource(field.name(), path));
        sorted.add(path);
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
            if (name.equals("value") || name.equals("js")) {
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
