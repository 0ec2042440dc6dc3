package io.xenscribe.mapping;

import io.xenscribe.config.NamedFile;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a mapping: its file, those that it extends, and what is merged over it. All problems are found at once. */
public final class MappingReader {

    /** {@code tests} is known and left alone: whoever publishes has no use for it. */
    static final List<String> FIELDS = List.of("version", "extends", "keys", "commit", "tests");

    private static final int MOST_FILES = 10;

    private final MappingResources resources;
    private final Problems problems;
    private final RuleSources keys;
    private final RuleSources commit;

    private MappingReader(MappingResources resources, Problems problems) {
        this.resources = resources;
        this.problems = problems;
        this.keys = new RuleSources(problems);
        this.commit = new RuleSources(problems);
    }

    /**
     * The mapping of a file, with what it extends.
     *
     * @param overlays keys to merge over the mapping, in order
     * @return the rules that are right, so that one mistake does not cost the rest; nothing when the file is no mapping at
     *     all
     */
    public static Optional<Mapping> read(
            Path file, List<Node.Fields> overlays, MappingResources resources, Problems problems) {
        return read(file, YamlReader.readTrusted(file, problems), overlays, resources, problems);
    }

    /** The same for a file that has been read. */
    static Optional<Mapping> read(
            Path file, Optional<Node> root, List<Node.Fields> overlays, MappingResources resources, Problems problems) {
        List<Node.Fields> documents = new MappingReader(resources, problems).documents(file, root);
        return documents.isEmpty() ? Optional.empty() : Optional.of(read(documents, overlays, resources, problems));
    }

    /**
     * The same for documents that are at hand.
     *
     * @param documents each merged over those before it
     */
    public static Mapping read(
            List<Node.Fields> documents, List<Node.Fields> overlays, MappingResources resources, Problems problems) {
        MappingReader reader = new MappingReader(resources, problems);
        reader.merge(documents, overlays);
        return reader.compile();
    }

    /** A mapping as it is written, with what it extends and overlays merged over it, before anything in it is looked at. */
    public static MappingText text(Path file, Path homeConfig, List<Node.Fields> overlays, Problems problems) {
        MappingResources resources = new MappingResources(Map.of(), Scripts.none(), homeConfig);
        MappingReader reader = new MappingReader(resources, problems);
        reader.merge(reader.documents(file, YamlReader.readTrusted(file, problems)), overlays);
        Map<String, Place> removed = new LinkedHashMap<>(reader.keys.removed());
        reader.commit.removed().forEach(removed::putIfAbsent);
        return new MappingText(reader.keys.texts(homeConfig), reader.commit.texts(homeConfig), removed);
    }

    private void merge(List<Node.Fields> documents, List<Node.Fields> overlays) {
        for (Node.Fields document : documents) {
            document(document);
        }
        for (Node.Fields overlay : overlays) {
            keys.merge(overlay);
        }
    }

    /** The file and those that it extends, the outermost first. */
    private List<Node.Fields> documents(Path file, Optional<Node> root) {
        List<Node.Fields> documents = new ArrayList<>();
        Path next = file;
        Optional<Node> node = root;
        while (true) {
            if (node.isEmpty()) {
                break;
            }
            if (!(node.get() instanceof Node.Fields document)) {
                problems.error(
                        node.get().place(),
                        "a mapping is a map, not " + node.get().kind());
                break;
            }
            documents.add(document);
            Optional<Node.Field> base = document.field("extends");
            if (base.isEmpty()) {
                break;
            }
            Optional<Path> named = named(base.get());
            if (named.isEmpty()) {
                break;
            }
            if (documents.size() == MOST_FILES) {
                problems.error(
                        base.get().place(), "more than " + MOST_FILES + " mappings extend each other, or in a circle");
                break;
            }
            next = named.get();
            node = YamlReader.readTrusted(next, problems);
        }
        Collections.reverse(documents);
        return documents;
    }

    private Optional<Path> named(Node.Field field) {
        if (field.value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
            return NamedFile.ofMapping(scalar, resources.homeConfig(), problems);
        }
        problems.error(field.value().place(), "'extends' takes the name of a file");
        return Optional.empty();
    }

    private void document(Node.Fields document) {
        checkVersion(document);
        for (Node.Field field : document.fields().values()) {
            String name = field.name().text();
            if (!FIELDS.contains(name)) {
                problems.unknown(field.place(), "unknown key '" + name + "' in a mapping", name, FIELDS);
            }
        }
        merge(document, "keys", keys);
        merge(document, "commit", commit);
    }

    private void checkVersion(Node.Fields document) {
        Optional<Node.Field> version = document.field("version");
        if (version.isEmpty()) {
            Place place = document.place();
            problems.error(place, "'version: 1' is missing");
        } else if (!(version.get().value() instanceof Node.Scalar scalar)
                || !scalar.text().equals("1")) {
            problems.error(version.get().value().place(), "this agent reads mappings of version 1");
        }
    }

    private void merge(Node.Fields document, String name, RuleSources into) {
        Optional<Node.Field> field = document.field(name);
        if (field.isPresent() && field.get().value() instanceof Node.Fields rules) {
            into.merge(rules);
        } else if (field.isPresent()) {
            problems.error(field.get().value().place(), "'" + name + "' takes a map of paths and rules");
        } else if (name.equals("keys") && document.field("extends").isEmpty()) {
            problems.error(document.place(), "'keys' is missing: the paths and rules");
        }
    }

    private Mapping compile() {
        RuleCompiler compiler = new RuleCompiler(resources, problems, false);
        List<Rule> rules = compiler.compile(keys.all());
        RuleCompiler commitCompiler = new RuleCompiler(resources, problems, true);
        List<Rule> commitRules = commitCompiler.compile(commit.all());
        List<Protection> faulty = new ArrayList<>(compiler.faulty());
        faulty.addAll(commitCompiler.faulty());
        return new Mapping(rules, commitRules, faulty);
    }
}
