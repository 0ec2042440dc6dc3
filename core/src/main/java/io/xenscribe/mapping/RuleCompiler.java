package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.facts.FactSchema;
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

    private static final List<String> FIELDS = List.of("value", "for", "when", "slots", "own", "optional", "quiet");
    private static final List<String> COMMIT_FIELDS = List.of("value", "for", "when", "optional", "unless");
    private static final int MOST_SLOTS = 1000;

    private final Problems problems;
    private final boolean commit;
    private final Map<String, List<RuleSource>> nested = new HashMap<>();
    private final List<Protection> faulty = new ArrayList<>();

    /** @param commit whether these are the rules of commit keys */
    RuleCompiler(Problems problems, boolean commit) {
        this.problems = problems;
        this.commit = commit;
    }

    /** The rules that are right. */
    List<Rule> compile(List<RuleSource> sources, Map<String, FactSchema> schemas) {
        nest(sources);
        return rules("", Scope.of(schemas));
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

    private List<Rule> rules(String above, Scope scope) {
        List<Rule> rules = new ArrayList<>();
        for (RuleSource source : nested.getOrDefault(above, List.of())) {
            rule(source, above, scope).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private Optional<Rule> rule(RuleSource source, String above, Scope outer) {
        Findings findings = new Findings(problems);
        checkNames(source, findings);
        Scope scope = outer;
        Rule.@Nullable Loop loop = null;
        boolean repeats = source.fields.containsKey("for");
        if (repeats) {
            LoopCompiler loops = new LoopCompiler(outer, findings);
            scope = loops.scope(source);
            loop = loops.loop(source, slots(source, findings)).orElse(null);
        } else if (source.fields.containsKey("slots")) {
            findings.error(
                    source.fields.get("slots").place(), "'slots' numbers the elements of a 'for', and there is none");
        }
        int from = Math.max(
                0, source.key.text().length() - (source.path.length() - (above.isEmpty() ? 0 : above.length() + 1)));
        Optional<Template> path = new TemplateParser(scope, findings).path(source.key, from);
        if (repeats && path.isPresent()) {
            LoopCompiler.checkPath(path.get(), source, findings);
        }
        List<Condition> conditions = conditions(source, scope, findings);
        Set<String> needs = findings.takeNeeds();
        Optional<Template> value = value(source, scope, findings);
        Set<String> valueNeeds = findings.takeNeeds();
        boolean own = flag(source, "own", findings);
        boolean optional = flag(source, "optional", findings);
        boolean quiet = flag(source, "quiet", findings);
        List<String> unless = unless(source, findings);
        List<Rule> children = rules(source.path, scope);
        if (value.isEmpty() && !own && !nested.containsKey(source.path) && !findings.isUnusable()) {
            findings.error(source.key.place(), "the rule makes nothing: 'value', 'keys' or 'own' is missing");
        }
        if (findings.isUnusable() || path.isEmpty()) {
            noteFault(source, findings);
            return Optional.empty();
        }
        return Optional.of(new Rule(
                path.get(),
                loop,
                conditions,
                value.orElse(null),
                own,
                optional,
                quiet,
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
            if (name.equals("js")) {
                findings.error(field.place(), "JavaScript in rules ('js') is not supported yet: use 'value'");
            } else if (commit && FIELDS.contains(name) && !known.contains(name)) {
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

    private static Optional<Template> value(RuleSource source, Scope scope, Findings findings) {
        Node.@Nullable Field field = source.fields.get("value");
        if (field == null) {
            return Optional.empty();
        }
        if (field.value() instanceof Node.Scalar scalar) {
            return new TemplateParser(scope, findings).value(scalar);
        }
        findings.error(
                field.value().place(),
                "'value' takes text, not " + field.value().kind());
        return Optional.empty();
    }

    private static List<Condition> conditions(RuleSource source, Scope scope, Findings findings) {
        Node.@Nullable Field field = source.fields.get("when");
        List<Condition> conditions = new ArrayList<>();
        if (field == null) {
            return conditions;
        }
        List<Node> nodes = field.value() instanceof Node.Items items ? items.items() : List.of(field.value());
        ConditionParser parser = new ConditionParser(scope, findings);
        for (Node node : nodes) {
            if (node instanceof Node.Scalar scalar) {
                parser.parse(scalar).ifPresent(conditions::add);
            } else {
                findings.error(node.place(), "a condition is text, not " + node.kind());
            }
        }
        return List.copyOf(conditions);
    }

    /** How many; 0 without slots or after a problem. */
    private static int slots(RuleSource source, Findings findings) {
        Node.@Nullable Field field = source.fields.get("slots");
        if (field == null) {
            return 0;
        }
        int number = field.value() instanceof Node.Scalar scalar ? TemplateParser.positive(scalar.text()) : -1;
        if (number < 0 || number > MOST_SLOTS) {
            findings.error(field.value().place(), "'slots' takes a number from 1 to " + MOST_SLOTS);
            return 0;
        }
        return number;
    }

    private static boolean flag(RuleSource source, String name, Findings findings) {
        Node.@Nullable Field field = source.fields.get(name);
        if (field == null) {
            return false;
        }
        String text = field.value() instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            findings.error(field.value().place(), "'" + name + "' takes true or false");
        }
        return text.equals("true");
    }

    private static List<String> unless(RuleSource source, Findings findings) {
        Node.@Nullable Field field = source.fields.get("unless");
        if (field == null) {
            return List.of();
        }
        List<Node> nodes = field.value() instanceof Node.Items items ? items.items() : List.of(field.value());
        List<String> paths = new ArrayList<>();
        for (Node node : nodes) {
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
