package io.xenscribe.mapping;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.NamedFile;
import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a mapping: its file, those that it extends, and what is merged over it. All problems are found at once. */
public final class MappingReader {

    private static final List<String> FIELDS = List.of("version", "extends", "keys", "commit", "tests");
    private static final int MOST_FILES = 10;

    private final Map<String, FactSchema> schemas;
    private final Problems problems;
    private final RuleSources keys;
    private final RuleSources commit;

    private MappingReader(Map<String, FactSchema> schemas, Problems problems) {
        this.schemas = schemas;
        this.problems = problems;
        this.keys = new RuleSources(problems);
        this.commit = new RuleSources(problems);
    }

    /**
     * The mapping that a configuration names, with its {@code keys} merged over it.
     *
     * @param schemas of the facts that loaded plugins and the agent itself give, by collector
     * @return the rules that are right, so that one mistake does not cost the rest; nothing when the mapping's file is no
     *     mapping at all
     */
    public static Optional<Mapping> read(AgentConfig config, Map<String, FactSchema> schemas, Problems problems) {
        return read(config.mapping(), config.homeConfig(), config.keys(), schemas, problems);
    }

    /**
     * The same for any file.
     *
     * @param homeConfig where files that {@code extends} names are looked for if they are not beside
     * @param overlays keys to merge over the mapping, in order
     */
    public static Optional<Mapping> read(
            Path file,
            Path homeConfig,
            List<Node.Fields> overlays,
            Map<String, FactSchema> schemas,
            Problems problems) {
        List<Node.Fields> documents = new MappingReader(schemas, problems).documents(file, homeConfig);
        return documents.isEmpty() ? Optional.empty() : Optional.of(read(documents, overlays, schemas, problems));
    }

    /**
     * The same for documents that are at hand.
     *
     * @param documents each merged over those before it
     */
    public static Mapping read(
            List<Node.Fields> documents,
            List<Node.Fields> overlays,
            Map<String, FactSchema> schemas,
            Problems problems) {
        MappingReader reader = new MappingReader(schemas, problems);
        for (Node.Fields document : documents) {
            reader.document(document);
        }
        for (Node.Fields overlay : overlays) {
            reader.keys.merge(overlay);
        }
        return reader.compile();
    }

    /** The file and those that it extends, the outermost first. */
    private List<Node.Fields> documents(Path file, Path homeConfig) {
        List<Node.Fields> documents = new ArrayList<>();
        Path next = file;
        while (true) {
            Optional<Node> node = YamlReader.read(next, problems);
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
            Optional<Path> named = named(base.get(), next, homeConfig);
            if (named.isEmpty()) {
                break;
            }
            if (documents.size() == MOST_FILES) {
                problems.error(
                        base.get().place(), "more than " + MOST_FILES + " mappings extend each other, or in a circle");
                break;
            }
            next = named.get();
        }
        Collections.reverse(documents);
        return documents;
    }

    private Optional<Path> named(Node.Field field, Path namedIn, Path homeConfig) {
        if (field.value() instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
            try {
                return Optional.of(NamedFile.find(scalar.text(), namedIn, homeConfig));
            } catch (InvalidPathException wrong) {
                problems.error(scalar.place(), "not a file name: " + wrong.getMessage());
                return Optional.empty();
            }
        }
        problems.error(field.value().place(), "'extends' takes the name of a file");
        return Optional.empty();
    }

    private void document(Node.Fields document) {
        checkVersion(document);
        for (Node.Field field : document.fields().values()) {
            String name = field.name().text();
            if (name.equals("tests")) {
                problems.warning(field.place(), "tests beside a mapping are not run yet");
            } else if (!FIELDS.contains(name)) {
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
        RuleCompiler compiler = new RuleCompiler(problems, false);
        List<Rule> rules = compiler.compile(keys.all(), schemas);
        RuleCompiler commitCompiler = new RuleCompiler(problems, true);
        List<Rule> commitRules = commitCompiler.compile(commit.all(), schemas);
        List<Protection> faulty = new ArrayList<>(compiler.faulty());
        faulty.addAll(commitCompiler.faulty());
        return new Mapping(rules, commitRules, faulty);
    }
}
