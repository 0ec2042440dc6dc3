package io.xenscribe.schema;

import io.xenscribe.config.AgentConfigReader;
import io.xenscribe.config.LogLevel;
import io.xenscribe.config.StoreChoice;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.mapping.Grammar;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The kinds of files that people write, each with its JSON Schema. */
public final class Documents {

    /** What {@link #json} can be asked for. */
    public static final List<String> KINDS = List.of("agent", "mapping", "choice", "tests");

    private final SortedMap<String, FactSchema> facts;
    private final SortedMap<String, List<FactSchema>> options;
    private final RuleSchema rules;

    /**
     * @param facts of the loaded plugins and of the agent itself, by collector
     * @param options the records that the section of each plugin is read into, by the plugin's id
     */
    public Documents(Map<String, FactSchema> facts, Map<String, List<FactSchema>> options) {
        this.facts = new TreeMap<>(facts);
        this.options = new TreeMap<>(options);
        this.rules = new RuleSchema(new FactList(facts));
    }

    /**
     * The schema of one kind of file.
     *
     * @throws IllegalArgumentException when it is none of {@link #KINDS}
     */
    public String json(String kind) {
        return switch (kind) {
            case "agent" -> agent().document("Xenscribe: agent.yaml, and the drop-ins in conf.d");
            case "mapping" -> mapping().document("Xenscribe: a mapping of facts to keys");
            case "choice" -> choice().document("Xenscribe: a choice between mappings");
            case "tests" -> tests().document("Xenscribe: tests of a mapping");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private Schema agent() {
        Schema document = Schema.object();
        for (String field : AgentConfigReader.FIELDS) {
            document.property(field, agentField(field));
        }
        return rules.addTo(document.closed());
    }

    private Schema agentField(String name) {
        return switch (name) {
            case "mapping" ->
                Schema.string()
                        .with("minLength", 1)
                        .orNothing()
                        .describe(
                                "Which keys are written: a mapping's file, or that of a list from which one is chosen; a word"
                                        + " alone is a file in the folder mappings.")
                        .examples(List.of("auto", "my-mapping.yaml"));
            case "plugins" -> plugins().orNothing().describe("By plugin: its options, or off.");
            case "store" ->
                Schema.string()
                        .pattern("auto|memory|(xenbus|socket)(:.+)?")
                        .orNothing()
                        .describe("Which Xenstore: " + StoreChoice.FORMS + ".")
                        .examples(List.of("auto", "xenbus", "socket", "memory"));
            case "nodes" ->
                Schema.any()
                        .with("type", "integer")
                        .with("minimum", AgentConfigReader.FEWEST_NODES)
                        .with("maximum", AgentConfigReader.MOST_NODES)
                        .orNothing()
                        .describe("How many nodes the agent may have in the store, directories included.");
            case "log" -> Schema.words(LogLevel.NAMES).orNothing().describe("How much to say.");
            case "keys" ->
                Schema.ref("keys").orNothing().describe("Rules that are merged over the mapping; ~ removes one.");
            case "reload" ->
                Schema.words(AgentConfigReader.RELOADS)
                        .orNothing()
                        .describe("When changed files and plugins are read again: at SIGHUP, or by themselves.");
            case "plugin-dirs" ->
                Schema.array(Schema.string().with("minLength", 1))
                        .orNothing()
                        .describe("Where plugins are looked for; relative to the agent's home folder.");
            case "plugin-pins" ->
                Schema.object()
                        .with("additionalProperties", Schema.string().pattern("[0-9A-Fa-f]{64}"))
                        .orNothing()
                        .describe("The SHA-256 of each plugin's jar, by plugin; one with another content is refused.");
            case "only-pinned" ->
                Schema.words(List.of(true, false))
                        .orNothing()
                        .describe("Whether plugins that plugin-pins does not name are refused.");
            default -> throw new IllegalStateException("the schema has no words for '" + name + "'");
        };
    }

    private Schema plugins() {
        Schema plugins = Schema.object();
        options.forEach((id, records) -> plugins.property(id, section(records)));
        return plugins.with(
                "additionalProperties", Schema.anyOf(onOrOff(), Schema.object().orNothing()));
    }

    private static Schema section(List<FactSchema> records) {
        Schema[] choices = new Schema[records.size() + 2];
        choices[0] = onOrOff();
        choices[1] = Schema.nothing();
        for (int i = 0; i < records.size(); i++) {
            choices[i + 2] = RecordSchema.of(records.get(i));
        }
        return Schema.anyOf(choices).describe("Options, or off for a plugin that is not to be loaded.");
    }

    private static Schema onOrOff() {
        return Schema.words(List.of("on", "off"));
    }

    private Schema mapping() {
        Schema document = Schema.object();
        for (String field : Grammar.documentFields()) {
            document.property(field, documentField(field));
        }
        document.required("version").closed();
        document.with(
                "anyOf", List.of(Schema.any().required("keys"), Schema.any().required("extends")));
        return addTests(rules.addTo(document));
    }

    private static Schema documentField(String name) {
        return switch (name) {
            case "version" -> Schema.words(List.of(1, "1")).describe("Of the mapping language: 1.");
            case "extends" ->
                Schema.string()
                        .with("minLength", 1)
                        .describe(
                                "A mapping that this one is merged over: beside this file, else in the agent's own config"
                                        + " folder.");
            case "keys" -> Schema.ref("keys");
            case "commit" -> Schema.ref("commit");
            case "tests" ->
                Schema.anyOf(Schema.string().with("minLength", 1), Schema.ref("tests"))
                        .describe("Tests, or the name of a file with them; `xenscribe config test` runs them.");
            default -> throw new IllegalStateException("the schema has no words for '" + name + "'");
        };
    }

    private Schema choice() {
        Schema entry = Schema.object();
        for (String field : Grammar.choiceFields()) {
            entry.property(field, choiceField(field));
        }
        Schema list = Schema.array(entry.required("mapping").closed())
                .with("minItems", 1)
                .describe("The first entry whose conditions hold is chosen.");
        return rules.addTo(list);
    }

    private static Schema choiceField(String name) {
        return switch (name) {
            case "when" ->
                Schema.ref("conditions")
                        .describe("A condition, or several that must all hold; without any it holds always.");
            case "mapping" ->
                Schema.string()
                        .with("minLength", 1)
                        .describe("The mapping's file: beside this one, else in the agent's own config folder.");
            default -> throw new IllegalStateException("the schema has no words for '" + name + "'");
        };
    }

    private Schema tests() {
        return addTests(Schema.any().with("allOf", List.of(Schema.ref("tests"))));
    }

    private Schema addTests(Schema document) {
        Schema given = Schema.object();
        facts.forEach((collector, schema) ->
                given.property(collector, RecordSchema.of(schema).orNothing()));
        Schema keys = Schema.object()
                .with("propertyNames", Schema.any().pattern(Patterns.PLAIN_PATH))
                .with("additionalProperties", Schema.text().orNothing());
        Schema step = Schema.object()
                .property("facts", given.closed().describe("By collector; what changes against the step before."))
                .property(
                        "keys",
                        Schema.ref("values").describe("All keys: what changes against the step before; ~ is none."))
                .property("some", Schema.ref("values").describe("Only these keys are looked at; ~ is none."))
                .property("commit", Schema.ref("values").describe("The commit keys that follow, in order."))
                .property("warnings", Schema.array(Schema.text()).describe("Each is part of a warning."))
                .closed();
        return document.definition(
                        "tests",
                        Schema.object()
                                .with(
                                        "additionalProperties",
                                        Schema.array(Schema.ref("step")).with("minItems", 1))
                                .describe("Tests by name, each a list of steps."))
                .definition("step", step)
                .definition("values", keys);
    }
}
