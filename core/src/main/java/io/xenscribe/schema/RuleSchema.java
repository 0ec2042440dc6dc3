package io.xenscribe.schema;

import io.xenscribe.mapping.Grammar;
import java.util.ArrayList;
import java.util.List;

/** The definitions that all files with rules share: {@code keys}, {@code commit}, conditions. */
final class RuleSchema {

    private final FactList facts;

    RuleSchema(FactList facts) {
        this.facts = facts;
    }

    /** Adds the definitions to a document. */
    Schema addTo(Schema document) {
        return document.definition("keys", keys("rule").describe("Rules by path; nested ones stand below their path."))
                .definition("commit", keys("commit-rule").describe("Keys that are written last, after changes."))
                .definition("rule", rule(Grammar.ruleFields(), true))
                .definition("commit-rule", rule(Grammar.commitFields(), false))
                .definition("template", template())
                .definition("condition", condition())
                .definition("conditions", oneOrSeveral(Schema.ref("condition")));
    }

    private static Schema keys(String rule) {
        return Schema.object()
                .with("propertyNames", Schema.any().pattern(Patterns.PATH))
                .with("additionalProperties", Schema.ref(rule));
    }

    private static Schema rule(List<String> fields, boolean nests) {
        Schema map = Schema.object();
        for (String field : fields) {
            map.property(field, field(field));
        }
        if (nests) {
            map.property("keys", Schema.ref("keys").orNothing());
        }
        return Schema.anyOf(
                        Schema.nothing().describe("Removes the rule, and those nested in it."),
                        Schema.ref("template"),
                        map.closed())
                .describe("The value alone, a map, or ~ to remove the rule.");
    }

    /** What a field of a rule takes; one of which nothing is known here is a mistake in this class. */
    private static Schema field(String name) {
        return switch (name) {
            case "value" ->
                oneOrSeveral(Schema.ref("template"))
                        .orNothing()
                        .describe("The value. Where a fact is absent, there is no key. Of a list, the first one counts"
                                + " whose facts are all there.");
            case "js" ->
                Schema.string()
                        .orNothing()
                        .describe(
                                "JavaScript in place of value, or the name of a file that ends in .js. It returns text,"
                                        + " a number, a map of sub-paths, or nothing.");
            case "for" ->
                oneOrSeveral(Schema.string().pattern(Patterns.LOOP))
                        .orNothing()
                        .describe("NAME in LIST: once for each element. A list of them joins.");
            case "when" -> Schema.ref("conditions").orNothing().describe("A condition, or several that must all hold.");
            case "slots" ->
                Schema.any()
                        .with("type", "integer")
                        .with("minimum", 1)
                        .with("maximum", Grammar.mostSlots())
                        .orNothing()
                        .describe("Gives ${slot}, a number that an element keeps while it lives; this many at most.");
            case "first" ->
                Schema.ref("conditions")
                        .orNothing()
                        .describe("The elements for which this holds are numbered before the others.");
            case "own" -> flag("Whatever else is found below this path is removed.");
            case "optional" -> flag("The host may refuse it, and what is nested in it: told once, and no fault.");
            case "quiet" -> flag("A change of this key alone, or of one nested in it, does not write the commit keys.");
            case "importance" ->
                Schema.words(Grammar.importances())
                        .orNothing()
                        .describe(
                                "Where the store has no room for all keys, those of low importance are left out first,"
                                        + " then the normal ones. For nested rules, too.");
            case "unless" ->
                oneOrSeveral(Schema.string().pattern(Patterns.PLAIN_PATH))
                        .orNothing()
                        .describe("Not written when this pass changed something below one of these paths.");
            default -> throw new IllegalStateException("the schema has no words for '" + name + "'");
        };
    }

    private static Schema flag(String description) {
        return Schema.words(List.of(true, false)).orNothing().describe(description);
    }

    static Schema oneOrSeveral(Schema one) {
        return Schema.anyOf(one, Schema.array(one));
    }

    private Schema template() {
        List<String> examples = new ArrayList<>();
        for (String name : facts.scalars()) {
            examples.add("${" + name + "}");
        }
        return Schema.text()
                .pattern(Patterns.TEMPLATE)
                .describe("Text and ${FACT ?? 'text'|filter}; $$ is a dollar. Filters: "
                        + String.join(", ", Grammar.plainFilters()) + ", " + Grammar.cut() + ":N. Facts:\n"
                        + facts.description())
                .examples(examples);
    }

    private Schema condition() {
        List<String> examples = new ArrayList<>(facts.scalars());
        examples.addAll(facts.lists());
        return Schema.string()
                .pattern(Patterns.CONDITION)
                .describe("FACT, not FACT, FACT == 'text', FACT != FACT. Facts:\n" + facts.description())
                .examples(examples);
    }
}
