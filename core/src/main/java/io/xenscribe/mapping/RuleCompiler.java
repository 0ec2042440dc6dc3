package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles rules from their normal form: nests them by their paths, checks them, and resolves what they name. */
final class RuleCompiler {

    private static final String SCRIPT = "js";
    private static final String IMPORTANCE = "importance";
    static final List<String> FIELDS =
            List.of("value", SCRIPT, "for", "when", "slots", "first", "own", "optional", "quiet", IMPORTANCE);
    static final List<String> COMMIT_FIELDS = List.of("value", "for", "when", "optional", "unless");
    static final int MOST_SLOTS = 1000;

    private final MappingResources resources;
    private final Problems problems;
    private final boolean commit;
    private final Map<String, List<RuleSource>> nested = new HashMap<>();
    private final List<Protection> faulty = new ArrayList<>();

    /** @param commit whether these are the rules of commit keys */
    RuleCompiler(MappingResources resources, Problems problems, boolean commit) {
        this.resources = resources;
        this.problems = problems;
        this.commit = commit;
    }

    /** The rules that are right. */
    List<Rule> compile(List<RuleSource> sources) {
        nest(sources);
        return rules("", Scope.of(resources.schemas()), new Flags(false, false, Importance.NORMAL));
    }

    /** Where the rules that are not right would have made keys. */
    List<Protection> faulty() {
        return faulty;
    }

    /** A rule is nested in the one whose path is the longest beginning of its own. */
    private void nest(List<RuleSource> sources) {
        Set<String> paths = new HashSet<>();
        for (RuleSource source : sources) {
            paths.add(source.path);
        }
        for (RuleSource source : sources) {
            String above = PathRules.parent(source.path);
            while (!above.isEmpty() && !paths.contains(above)) {
                above = PathRules.parent(above);
            }
            nested.computeIfAbsent(above, _ -> new ArrayList<>()).add(source);
        }
    }

    /** What holds for the rules nested in one, too, unless they say otherwise. */
    private record Flags(boolean optional, boolean quiet, Importance importance) {}

    private List<Rule> rules(String above, Scope scope, Flags flags) {
        List<Rule> rules = new ArrayList<>();
        for (RuleSource source : nested.getOrDefault(above, List.of())) {
            rule(source, above, scope, flags).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private Optional<Rule> rule(RuleSource source, String above, Scope outer, Flags around) {
        Findings findings = new Findings(problems);
        checkNames(source, findings);
        LoopCompiler loops = new LoopCompiler(outer, findings);
        Node.@Nullable Field repeats = source.fields.get("for");
        Node.@Nullable Field numbered = source.fields.get("slots");
        Scope elements = repeats == null ? outer : loops.scope(repeats);
        List<Condition> conditions = conditions(source.fields.get("when"), elements, findings);
        int slots = slots(numbered, repeats, findings);
        List<Condition> first = first(source.fields.get("first"), numbered, elements, findings);
        Rule.@Nullable Loop loop = loops.loop(source, conditions, slots, first).orElse(null);
        Scope scope = numbered == null ? elements : elements.withSlot();
        int from = Math.max(
                0, source.key.text().length() - (source.path.length() - (above.isEmpty() ? 0 : above.length() + 1)));
        Optional<Template> path = new TemplateParser(scope, findings).path(source.key, from);
        if (repeats != null && path.isPresent()) {
            LoopCompiler.checkPath(path.get(), source, numbered, findings);
        }
        Set<String> needs = findings.takeNeeds();
        List<Template> values = values(source.fields.get("value"), scope, findings);
        Optional<ScriptRule> script = script(source, scope, findings);
        Set<String> valueNeeds = findings.takeNeeds();
        boolean own = flag(source, "own", false, findings);
        Flags flags = new Flags(
                flag(source, "optional", around.optional(), findings),
                flag(source, "quiet", around.quiet(), findings),
                importance(source.fields.get(IMPORTANCE), around.importance(), findings));
        List<String> unless = unless(source, findings);
        List<Rule> children = rules(source.path, scope, flags);
        if (values.isEmpty()
                && script.isEmpty()
                && !own
                && !nested.containsKey(source.path)
                && !findings.isUnusable()) {
            findings.error(
                    source.key.place(),
                    "the rule makes nothing: 'value', '" + SCRIPT + "', 'keys' or 'own' is missing");
        }
        if (findings.isUnusable() || path.isEmpty()) {
            noteFault(source, findings);
            return Optional.empty();
        }
        return Optional.of(new Rule(
                path.get(),
                loop,
                loops.before(conditions),
                values,
                script.orElse(null),
                own,
                flags.optional(),
                flags.quiet(),
                flags.importance(),
                unless,
                children,
                needs,
                valueNeeds,
                source.origin.fileAndLine()));
    }

    private void noteFault(RuleSource source, Findings findings) {
        if (findings.isFaulty()) {
            int open = source.path.indexOf('$');
            faulty.add(open < 0 ? new Protection(source.path, true) : Protection.of(source.path.substring(0, open)));
        }
    }

    private void checkNames(RuleSource source, Findings findings) {
        List<String> known = commit ? COMMIT_FIELDS : FIELDS;
        for (Node.Field field : source.fields.values()) {
            String name = field.name().text();
            if (commit && FIELDS.contains(name) && !known.contains(name)) {
                findings.error(field.place(), "'" + name + "' means nothing in a commit key");
            } else if (!commit && name.equals("unless")) {
                findings.error(field.place(), "'unless' is for keys under 'commit'");
            } else if (!known.contains(name)) {
                List<String> all = new ArrayList<>(known);
                all.add("keys");
                findings.unknown(field.place(), "unknown rule key '" + name + "'", name, all);
            }
        }
    }

    /** A template, or a list of them of which the first counts whose facts are all there. */
    private static List<Template> values(Node.@Nullable Field field, Scope scope, Findings findings) {
        List<Template> values = new ArrayList<>();
        if (field == null) {
            return values;
        }
        for (Node node : nodes(field)) {
            if (node instanceof Node.Scalar scalar) {
                new TemplateParser(scope, findings).value(scalar).ifPresent(values::add);
            } else {
                findings.error(node.place(), "'value' takes text, not " + node.kind());
            }
        }
        return List.copyOf(values);
    }

    private static List<Condition> conditions(Node.@Nullable Field field, Scope scope, Findings findings) {
        List<Condition> conditions = new ArrayList<>();
        if (field == null) {
            return conditions;
        }
        ConditionParser parser = new ConditionParser(scope, findings);
        for (Node node : nodes(field)) {
            if (node instanceof Node.Scalar scalar) {
                parser.parse(scalar).ifPresent(conditions::add);
            } else {
                findings.error(node.place(), "a condition is text, not " + node.kind());
            }
        }
        return List.copyOf(conditions);
    }

    private static List<Condition> first(
            Node.@Nullable Field field, Node.@Nullable Field slots, Scope scope, Findings findings) {
        if (field != null && slots == null) {
            findings.error(field.place(), "'first' says which elements are numbered first, and there is no 'slots'");
        }
        return conditions(field, scope, findings);
    }

    /** One, or a list of them. */
    private static List<Node> nodes(Node.Field field) {
        return field.value() instanceof Node.Items items ? items.items() : List.of(field.value());
    }

    /** How many; 0 without slots or after a problem. */
    private static int slots(Node.@Nullable Field field, Node.@Nullable Field repeats, Findings findings) {
        if (field == null) {
            return 0;
        }
        if (repeats == null) {
            findings.error(field.place(), "'slots' numbers the elements of a 'for', and there is none");
        }
        int number = field.value() instanceof Node.Scalar scalar ? TemplateParser.positive(scalar.text()) : -1;
        if (number < 0 || number > MOST_SLOTS) {
            findings.error(field.value().place(), "'slots' takes a number from 1 to " + MOST_SLOTS);
            return 0;
        }
        return number;
    }

    private Optional<ScriptRule> script(RuleSource source, Scope scope, Findings findings) {
        Node.@Nullable Field field = source.fields.get(SCRIPT);
        if (field == null || commit) {
            return Optional.empty();
        }
        if (source.fields.containsKey("value")) {
            findings.error(
                    field.place(), "a rule takes 'value' or '" + SCRIPT + "', not both; ~ removes an inherited one");
            return Optional.empty();
        }
        return new ScriptCompiler(resources, findings).script(field, scope);
    }

    private static boolean flag(RuleSource source, String name, boolean otherwise, Findings findings) {
        Node.@Nullable Field field = source.fields.get(name);
        if (field == null) {
            return otherwise;
        }
        String text = field.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            findings.error(field.value().place(), "'" + name + "' takes true or false");
        }
        return text.equals("true");
    }

    private static Importance importance(Node.@Nullable Field field, Importance otherwise, Findings findings) {
        if (field == null) {
            return otherwise;
        }
        String word = field.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!Importance.WORDS.contains(word)) {
            String choice = "'" + IMPORTANCE + "' takes " + String.join(", ", Importance.WORDS);
            findings.unknown(field.value().place(), choice, word, Importance.WORDS);
        }
        return Importance.of(word, otherwise);
    }

    private static List<String> unless(RuleSource source, Findings findings) {
        Node.@Nullable Field field = source.fields.get("unless");
        if (field == null) {
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        for (Node node : nodes(field)) {
            if (!(node instanceof Node.Scalar scalar)) {
                findings.error(node.place(), "a path is wanted here, not " + node.kind());
                continue;
            }
            Optional<Template> path = new TemplateParser(Scope.of(Map.of()), findings).path(scalar, 0);
            if (path.isPresent() && path.get().isLiteral()) {
                paths.add(scalar.text());
            }
        }
        return paths;
    }
}
