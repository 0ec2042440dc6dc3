package io.xenscribe.readme;

import io.xenscribe.api.Collector;
import io.xenscribe.api.NoOptions;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parts of a plugin's README that its records and {@code options.yaml} determine. */
final class PluginPage {

    /** Defaults that are longer stand in the sample only. */
    private static final int LONGEST_DEFAULT = 50;

    private final PluginSource plugin;
    private final StringBuilder page = new StringBuilder();
    /** The records that are elements of lists and have no table yet, and where these lists are. */
    private final LinkedHashMap<Class<?>, FactSchema> elements = new LinkedHashMap<>();

    private final Map<Class<?>, List<String>> lists = new HashMap<>();

    private PluginPage(PluginSource plugin) {
        this.plugin = plugin;
    }

    /** The README as it is, but for what stands between the markers. */
    static String rewritten(PluginSource plugin, String readme) throws IOException {
        String facts = new PluginPage(plugin).facts();
        String options = new PluginPage(plugin).options();
        return between(between(readme, "facts", facts), "options", options);
    }

    private static String between(String readme, String name, String text) {
        String begin = "<!-- " + name + ", made from the source: testbed/readmes -->\n";
        String end = "<!-- end of " + name + " -->\n";
        int from = readme.indexOf(begin);
        int to = readme.indexOf(end);
        if (from < 0 || to < from) {
            throw new AssertionError("the README has no lines\n" + begin + end);
        }
        return readme.substring(0, from + begin.length()) + "\n" + text + "\n" + readme.substring(to);
    }

    private String facts() {
        for (Collector<?> collector : plugin.collectors()) {
            table(FactSchema.of(collector.facts()), collector.name() + ".", collector.name());
            while (!elements.isEmpty()) {
                FactSchema element = elements.pollFirstEntry().getValue();
                List<String> paths = Objects.requireNonNull(lists.get(element.type()));
                page.append("\nAn element of ").append(enumeration(paths)).append(": ");
                page.append(decapitalised(meanings(element).summary())).append("\n\n");
                table(element, "", paths.getFirst());
            }
        }
        return page.toString();
    }

    private void table(FactSchema schema, String prefix, String path) {
        page.append("| fact | type | meaning |\n|---|---|---|\n");
        rows(schema, prefix, path);
    }

    /** The rows of a record and of the records within it; lists of records found on the way get tables of their own. */
    private void rows(FactSchema schema, String prefix, String path) {
        Meanings meanings = meanings(schema);
        for (Fact fact : schema.facts().values()) {
            String within = path + "." + fact.name();
            row(code(prefix + fact.name()), type(fact), meanings.of(fact.component()));
            if (fact.type() instanceof FactType.Group group) {
                rows(group.schema(), prefix + fact.name() + ".", within);
            } else if (fact.type() instanceof FactType.Sequence sequence
                    && sequence.element() instanceof FactType.Group group) {
                Class<?> type = group.schema().type();
                lists.computeIfAbsent(type, any -> new ArrayList<>()).add(within);
                elements.put(type, group.schema());
            }
        }
    }

    private String options() throws IOException {
        for (Collector<?> collector : plugin.collectors()) {
            if (collector.options() != NoOptions.class) {
                Path sample = plugin.folder().resolve("src/main/resources/options.yaml");
                page.append("| option | type | default | meaning |\n|---|---|---|---|\n");
                optionRows(FactSchema.of(collector.options()), "", defaults(sample));
                page.append("\nThe defaults, as the plugin's section of `agent.yaml` would have them:\n\n```yaml\n");
                page.append(Files.readString(sample)).append("```\n");
            }
        }
        return page.isEmpty() ? "None.\n" : page.toString();
    }

    private void optionRows(FactSchema schema, String prefix, Optional<Node> defaults) {
        Meanings meanings = meanings(schema);
        for (Fact option : schema.facts().values()) {
            Optional<Node> value = defaults.flatMap(node -> field(node, option.name()));
            if (option.type() instanceof FactType.Group group) {
                row(code(prefix + option.name()), "map", "", meanings.of(option.component()));
                optionRows(group.schema(), prefix + option.name() + ".", value);
            } else {
                String type = typeOf(option.type());
                row(
                        code(prefix + option.name()),
                        type,
                        value.map(PluginPage::shown).orElse("none"),
                        meanings.of(option.component()));
            }
        }
    }

    private static Optional<Node> defaults(Path sample) {
        Problems problems = new Problems();
        Optional<Node> defaults = YamlReader.read(sample, problems);
        if (problems.hasErrors()) {
            throw new AssertionError(problems.toString());
        }
        return defaults;
    }

    private static Optional<Node> field(Node node, String name) {
        return node instanceof Node.Fields fields ? fields.field(name).map(Node.Field::value) : Optional.empty();
    }

    private static String shown(Node value) {
        String text = flow(value);
        return text.length() > LONGEST_DEFAULT ? "see below" : code(text);
    }

    private static String flow(Node value) {
        return switch (value) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Nothing nothing -> "~";
            case Node.Items items ->
                items.items().stream().map(PluginPage::flow).collect(Collectors.joining(", ", "[", "]"));
            case Node.Fields fields ->
                fields.fields().values().stream()
                        .map(field -> field.name().text() + ": " + flow(field.value()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private Meanings meanings(FactSchema schema) {
        String type = schema.type().getName();
        return new Meanings(
                type,
                Optional.ofNullable(plugin.docs().get(type))
                        .orElseThrow(() -> new AssertionError(type + " has no docstring for the README")));
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String type(Fact fact) {
        String remark = fact.isOptional() ? ", may be absent" : "";
        return typeOf(fact.type()) + (fact.isKey() ? ", key" : remark);
    }

    private static String typeOf(FactType type) {
        return switch (type) {
            case FactType.Choice choice ->
                "one of " + choice.words().stream().map(PluginPage::code).collect(Collectors.joining(" "));
            case FactType.Sequence sequence
            when sequence.element() instanceof FactType.Choice choice ->
                "list of " + choice.words().stream().map(PluginPage::code).collect(Collectors.joining(" "));
            default -> type.description();
        };
    }

    private static String enumeration(List<String> paths) {
        return paths.stream().map(PluginPage::code).collect(Collectors.joining(" or "));
    }

    private static String decapitalised(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
