package io.xenscribe.mapping;

import io.xenscribe.config.NamedFile;
import io.xenscribe.config.Node;
import io.xenscribe.config.TextFile;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles {@code js:}, code or the name of a file with code, and finds which facts the code uses. */
final class ScriptCompiler {

    private static final int MOST_BYTES = 64 << 10;

    private final MappingResources resources;
    private final Findings findings;

    ScriptCompiler(MappingResources resources, Findings findings) {
        this.resources = resources;
        this.findings = findings;
    }

    /** The script of a rule; nothing after a problem. */
    Optional<ScriptRule> script(Node.Field field, Scope scope) {
        if (!(field.value() instanceof Node.Scalar scalar)) {
            findings.error(
                    field.value().place(),
                    "'" + field.name().text() + "' takes code or the name of a file with code, not "
                            + field.value().kind());
            return Optional.empty();
        }
        Optional<Node.Scalar> source = isFileName(scalar.text()) ? file(scalar) : Optional.of(scalar);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        List<Operand> operands = operands(source.get().text(), scope);
        return script(field, new ScriptCode(source.get(), names(operands)), operands);
    }

    private Optional<ScriptRule> script(Node.Field field, ScriptCode code, List<Operand> operands) {
        String language = field.name().text();
        Optional<Scripts.Script> script = resources.scripts().script(language, code);
        if (script.isEmpty()) {
            findings.untouchable(
                    field.place(),
                    "no loaded plugin runs scripts, which rules with '" + language
                            + "' need: install the plugin 'javascript'; without it they make no keys");
            return Optional.empty();
        }
        Optional<ScriptResult.Failed> mistake = script.get().mistake();
        if (mistake.isPresent()) {
            findings.error(mistake.get().place(), mistake.get().message());
            return Optional.empty();
        }
        return Optional.of(new ScriptRule(code, script.get(), operands));
    }

    /** The file that a rule names for its script, if it does. */
    static Optional<Path> fileOf(Node.Field field, Path homeConfig) {
        if (!field.name().text().equals("js")
                || !(field.value() instanceof Node.Scalar scalar)
                || !isFileName(scalar.text())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    NamedFile.find(scalar.text(), Path.of(scalar.place().file()), homeConfig));
        } catch (InvalidPathException wrong) {
            return Optional.empty();
        }
    }

    /** One word that ends as files with code do. */
    private static boolean isFileName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return false;
            }
        }
        return text.endsWith(".js");
    }

    private Optional<Node.Scalar> file(Node.Scalar name) {
        Optional<Path> file = NamedFile.of(name, resources.homeConfig(), findings.problems());
        Optional<String> code =
                file.isEmpty() ? Optional.empty() : TextFile.readTrusted(file.get(), MOST_BYTES, findings.problems());
        if (code.isEmpty()) {
            findings.faulty();
            return Optional.empty();
        }
        return Optional.of(Node.Scalar.ofFile(file.get().toString(), code.get()));
    }

    /** What of the scope the code mentions. A word in a text or remark counts too, which only costs a look. */
    private List<Operand> operands(String code, Scope scope) {
        Set<String> words = words(code);
        List<Operand> operands = new ArrayList<>();
        for (Map.Entry<String, FactSchema> schema : scope.schemas().entrySet()) {
            if (isIn(words, schema.getKey()) && scope.variable(schema.getKey()) == null) {
                findings.needs(schema.getKey());
                FactType type = new FactType.Group(schema.getValue());
                operands.add(Operand.Path.ofCollector(schema.getKey(), type));
            }
        }
        for (Scope.Variable variable : scope.variables()) {
            FactType type = variable.type();
            if (type != null && isIn(words, variable.name())) {
                operands.add(Operand.Path.ofVariable(variable.name(), type, variable.number()));
            }
        }
        if (scope.hasSlot() && words.contains(Scope.SLOT)) {
            operands.add(new Operand.SlotNumber());
        }
        return operands;
    }

    /** With a _ behind it where it is a word of the language itself. */
    private static boolean isIn(Set<String> words, String kebab) {
        String name = camelCase(kebab);
        return words.contains(name) || words.contains(name + "_");
    }

    private static List<String> names(List<Operand> operands) {
        List<String> names = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            names.add(camelCase(operand.name()));
        }
        return names;
    }

    /** The words that name no part of something else: {@code os} in {@code os.name}, and not {@code name}. */
    private static Set<String> words(String code) {
        Set<String> words = new LinkedHashSet<>();
        int at = 0;
        while (at < code.length()) {
            int start = at;
            while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
                at++;
            }
            if (at > start && !isPart(code, start)) {
                words.add(code.substring(start, at));
            }
            at = Math.max(at, start + 1);
        }
        return words;
    }

    /** After a dot; three of them spread a list. */
    private static boolean isPart(String code, int start) {
        return start > 0 && code.charAt(start - 1) == '.' && !code.startsWith("...", Math.max(0, start - 3));
    }

    /** {@code my-facts} is {@code myFacts}. */
    private static String camelCase(String kebab) {
        StringBuilder camel = new StringBuilder(kebab.length());
        boolean begins = false;
        for (int i = 0; i < kebab.length(); i++) {
            char c = kebab.charAt(i);
            if (c == '-') {
                begins = true;
            } else {
                camel.append(begins ? Character.toUpperCase(c) : c);
                begins = false;
            }
        }
        return camel.toString();
    }
}
