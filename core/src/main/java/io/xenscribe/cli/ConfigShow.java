package io.xenscribe.cli;

import io.xenscribe.config.Node;
import io.xenscribe.config.YamlWriter;
import io.xenscribe.host.AgentSetup;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.MappingText;
import io.xenscribe.mapping.RuleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows what the files come to once they are merged. */
@Command(
        name = "show",
        description = {
            "Show what the files come to once they are merged, each entry with the file and line that it comes from.",
            "The output is YAML: 'config show mapping' prints a mapping, 'config show agent' an agent.yaml."
        },
        mixinStandardHelpOptions = true)
final class ConfigShow implements Callable<Integer> {

    /** The halves of what can be shown. */
    enum Part {
        AGENT,
        MAPPING;

        static Part of(String word) {
            return switch (word) {
                case "agent" -> AGENT;
                case "mapping" -> MAPPING;
                default -> throw new TypeConversionException("PART is agent or mapping, not '" + word + "'");
            };
        }
    }

    /** How picocli comes by a part. */
    static final class PartReader implements ITypeConverter<Part> {
        @Override
        public Part convert(String word) {
            return Part.of(word);
        }
    }

    @Mixin
    private final Configuration configuration = new Configuration();

    @Mixin
    private final FactSource source = new FactSource();

    @Parameters(
            arity = "0..1",
            paramLabel = "PART",
            converter = PartReader.class,
            description = "agent: options of the agent and its plugins; mapping: the rules. Both by default")
    private @Nullable Part part;

    @Option(names = "--json", description = "for programs: [{part, path, field, value, file, line}]")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (AgentSetup setup = configuration.load()) {
            Node.Fields agent = AgentOptions.of(setup);
            ChosenMapping chosen = chosen(setup);
            MappingText mapping = setup.text(chosen);
            if (json) {
                System.out.println(asJson(agent, mapping));
            } else {
                System.out.print(asYaml(agent, mapping, chosen));
            }
            return 0;
        }
    }

    /** Facts are only looked at where they choose. */
    private ChosenMapping chosen(AgentSetup setup) throws IOException {
        List<ChosenMapping> all = setup.mappings().map(MappingChoice::all).orElse(List.of());
        return all.size() == 1
                ? all.getFirst()
                : setup.mapping(source.gather(setup, configuration).facts());
    }

    private String asYaml(Node.Fields agent, MappingText mapping, ChosenMapping chosen) {
        List<String> documents = new ArrayList<>();
        if (part != Part.MAPPING) {
            documents.add(yaml(agent));
        }
        if (part != Part.AGENT) {
            documents.add(why(chosen) + MappingYaml.of(mapping));
        }
        return String.join("---\n", documents);
    }

    /** A remark where the mapping was one of several. */
    private static String why(ChosenMapping chosen) {
        return chosen.reason().isPresent() ? "# the mapping is " + chosen + "\n" : "";
    }

    private static String yaml(Node.Fields agent) {
        Set<String> files = new LinkedHashSet<>();
        Shown.of(agent).forEach(entry -> files.add(entry.place().file()));
        FileNames names = new FileNames(files);
        YamlWriter yaml = new YamlWriter();
        names.legend().forEach(yaml::comment);
        agent.fields().values().forEach(field -> yaml.field(field, names::of));
        return yaml.toString();
    }

    private JsonWriter asJson(Node.Fields agent, MappingText mapping) {
        List<Shown> entries = new ArrayList<>();
        if (part != Part.MAPPING) {
            entries.addAll(Shown.of(agent));
        }
        if (part != Part.AGENT) {
            add("keys", mapping.keys(), entries);
            add("commit", mapping.commit(), entries);
        }
        JsonWriter writer = new JsonWriter();
        writer.beginArray();
        entries.forEach(entry -> entry.write(writer));
        return writer.endArray();
    }

    private static void add(String part, List<RuleText> rules, List<Shown> entries) {
        for (RuleText rule : rules) {
            for (Node.Field field : rule.fields()) {
                entries.add(new Shown(part, rule.path(), field.name().text(), field.value(), field.place()));
            }
        }
    }
}
