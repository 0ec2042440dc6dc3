package io.xenscribe.mapping;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.NamedFile;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a configuration names as its mapping: a mapping, or a list of {@code {when, mapping}} of which facts choose
 * one. Every mapping that the list names is read, so that all problems are found beforehand.
 */
public final class MappingChoiceReader {

    static final List<String> FIELDS = List.of("when", "mapping");

    private final AgentConfig config;
    private final MappingResources resources;
    private final Problems problems;

    /** Those of each mapping. */
    private final List<Problems> ofMappings = new ArrayList<>();

    private MappingChoiceReader(AgentConfig config, MappingResources resources, Problems problems) {
        this.config = config;
        this.resources = resources;
        this.problems = problems;
    }

    /**
     * The mapping or mappings, with the configuration's {@code keys} merged over each.
     *
     * @return nothing when there is no mapping that could be used
     */
    public static Optional<MappingChoice> read(AgentConfig config, MappingResources resources, Problems problems) {
        Path file = config.mapping();
        Optional<Node.Field> named = config.merged().field("mapping");
        if (named.isPresent() && !Files.exists(file)) {
            problems.error(
                    named.get().value().place(),
                    "there is no mapping " + file + ", and none of that name in " + config.homeConfig());
            return Optional.empty();
        }
        Optional<Node> root = YamlReader.readTrusted(file, problems);
        if (root.isPresent() && root.get() instanceof Node.Items list) {
            return new MappingChoiceReader(config, resources, problems).choice(list);
        }
        Optional<Mapping> mapping = MappingReader.read(file, root, config.keys(), resources, problems);
        return mapping.isPresent() ? Optional.of(MappingChoice.of(file, mapping.get())) : Optional.empty();
    }

    private Optional<MappingChoice> choice(Node.Items list) {
        List<MappingChoice.Option> options = new ArrayList<>();
        boolean decided = false;
        for (Node item : list.items()) {
            if (decided) {
                problems.warning(item.place(), "is never chosen: the entry before it holds always");
            }
            Optional<MappingChoice.Option> option = option(item);
            if (option.isPresent()) {
                options.add(option.get());
                decided |= option.get().conditions().isEmpty();
            }
        }
        if (list.items().isEmpty()) {
            problems.error(list.place(), "the list is empty: entries with 'mapping', and 'when', are wanted");
        }
        tellOfMappings();
        return options.isEmpty()
                ? Optional.empty()
                : Optional.of(new MappingChoice(shortName(config.mapping()), options));
    }

    private Optional<MappingChoice.Option> option(Node item) {
        if (!(item instanceof Node.Fields entry)) {
            problems.error(item.place(), "an entry is a map with 'mapping', and 'when', not " + item.kind());
            return Optional.empty();
        }
        for (Node.Field field : entry.fields().values()) {
            String name = field.name().text();
            if (!FIELDS.contains(name)) {
                problems.unknown(field.place(), "unknown name '" + name + "' in an entry", name, FIELDS);
            }
        }
        Findings findings = new Findings(problems);
        List<Condition> conditions = new ArrayList<>();
        String reason = conditions(entry, findings, conditions);
        Set<String> needs = findings.takeNeeds();
        Optional<Path> file = file(entry);
        Optional<Mapping> mapping = file.isPresent() ? mapping(file.get()) : Optional.empty();
        if (findings.isUnusable() || mapping.isEmpty()) {
            return Optional.empty();
        }
        String place = shortName(config.mapping()) + ":" + entry.place().line();
        return Optional.of(new MappingChoice.Option(
                List.copyOf(conditions),
                needs,
                new ChosenMapping(file, mapping.get(), Optional.of(reason + " (" + place + ")"))));
    }

    /** Adds the conditions to {@code into}; answers what they say together. */
    private String conditions(Node.Fields entry, Findings findings, List<Condition> into) {
        Optional<Node.Field> when = entry.field("when");
        if (when.isEmpty()) {
            return "nothing before it holds";
        }
        Node value = when.get().value();
        List<Node> nodes = value instanceof Node.Items items ? items.items() : List.of(value);
        ConditionParser parser = new ConditionParser(Scope.of(resources.schemas()), findings);
        StringBuilder reason = new StringBuilder();
        for (Node node : nodes) {
            if (node instanceof Node.Scalar scalar) {
                parser.parse(scalar).ifPresent(into::add);
                reason.append(reason.isEmpty() ? "" : " and ").append(scalar.text());
            } else {
                findings.error(node.place(), "a condition is text, not " + node.kind());
            }
        }
        if (nodes.isEmpty()) {
            findings.error(value.place(), "a condition is missing here; without 'when' the entry holds always");
        }
        return reason.toString();
    }

    private Optional<Path> file(Node.Fields entry) {
        Optional<Node.Field> field = entry.field("mapping");
        if (field.isEmpty()) {
            problems.error(entry.place(), "'mapping' is missing: the name of a file");
            return Optional.empty();
        }
        if (field.get().value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
            return NamedFile.ofMapping(scalar, config.homeConfig(), problems);
        }
        problems.error(field.get().value().place(), "'mapping' takes the name of a file");
        return Optional.empty();
    }

    private Optional<Mapping> mapping(Path file) {
        Problems own = new Problems();
        ofMappings.add(own);
        return MappingReader.read(file, config.keys(), resources, own);
    }

    /** A warning about the configuration's own {@code keys} counts only if none of the mappings makes it void. */
    private void tellOfMappings() {
        Set<String> overlays = new HashSet<>();
        for (Node.Fields overlay : config.keys()) {
            overlays.add(overlay.place().file());
        }
        for (Problems own : ofMappings) {
            for (Problem problem : own.all()) {
                if (problem.severity() == Problem.Severity.ERROR) {
                    problems.error(problem.place(), problem.message());
                } else if (!overlays.contains(problem.place().file()) || allHave(problem)) {
                    problems.warning(problem.place(), problem.message());
                }
            }
        }
    }

    private boolean allHave(Problem problem) {
        for (Problems own : ofMappings) {
            if (!own.all().contains(problem)) {
                return false;
            }
        }
        return true;
    }

    private static String shortName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
