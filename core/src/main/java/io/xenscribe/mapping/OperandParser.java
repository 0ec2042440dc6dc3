package io.xenscribe.mapping;

import io.xenscribe.config.Place;
import io.xenscribe.config.Suggestion;
import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a fact or a quoted text, and finds the way to the fact in the schemas. */
final class OperandParser {

    private final Scope scope;
    private final Findings findings;

    OperandParser(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    /** A fact or text in quotes; nothing after a problem. */
    Optional<Operand> operand(Cursor cursor) {
        return cursor.peek() == '\'' ? quoted(cursor) : fact(cursor);
    }

    /** Text between single quotes; two of them stand for one. */
    private Optional<Operand> quoted(Cursor cursor) {
        Place place = cursor.place();
        cursor.next();
        StringBuilder text = new StringBuilder();
        while (!cursor.atEnd()) {
            char c = cursor.next();
            if (c != '\'') {
                text.append(c);
            } else if (cursor.peek() == '\'') {
                text.append(cursor.next());
            } else {
                return Optional.of(new Operand.Quoted(text.toString()));
            }
        }
        findings.error(place, "the quote that begins here does not end");
        return Optional.empty();
    }

    /** A fact, by its dotted name; nothing after a problem. */
    Optional<Operand> fact(Cursor cursor) {
        Place place = cursor.place();
        List<String> words = words(cursor);
        if (words.isEmpty()) {
            findings.error(
                    place,
                    cursor.atEnd() || cursor.peek() == '}'
                            ? "a fact is missing here, such as memory.total"
                            : "a fact is wanted here, such as memory.total, not '" + cursor.rest() + "'");
            return Optional.empty();
        }
        return resolve(place, words);
    }

    private static List<String> words(Cursor cursor) {
        List<String> words = new ArrayList<>();
        do {
            String word = cursor.word();
            if (word.isEmpty()) {
                return List.of();
            }
            words.add(word);
        } while (cursor.take("."));
        return words;
    }

    private Optional<Operand> resolve(Place place, List<String> words) {
        String first = words.getFirst();
        if (first.equals(Scope.SLOT) && words.size() == 1 && !scope.schemas().containsKey(Scope.SLOT)) {
            if (scope.hasSlot()) {
                return Optional.of(new Operand.SlotNumber());
            }
            findings.error(place, "'slot' is known only in a rule with 'slots' and in those nested in it");
            return Optional.empty();
        }
        Scope.Variable variable = scope.variable(first);
        if (variable != null && variable.type() == null) {
            findings.unusable();
            return Optional.empty();
        } else if (variable != null && variable.type() != null) {
            return follow(place, words, null, variable.number(), variable.type());
        }
        FactSchema schema = scope.schemas().get(first);
        if (schema != null) {
            findings.needs(first);
            return follow(place, words, first, -1, new FactType.Group(schema));
        }
        unknownFirst(place, words);
        return Optional.empty();
    }

    /** A collector that nobody gives may be a plugin that is switched off; then the rule rests, and is no mistake. */
    private void unknownFirst(Place place, List<String> words) {
        String name = String.join(".", words);
        String first = words.getFirst();
        Optional<String> nearest = Suggestion.of(first, scope.names());
        if (nearest.isEmpty()) {
            findings.unusable(
                    place, "no loaded plugin and no 'for' gives '" + first + "'; rules that need it make no keys");
        } else {
            String meant = nearest.get() + name.substring(first.length());
            findings.error(place, "unknown fact '" + name + "', did you mean '" + meant + "'?");
        }
    }

    private Optional<Operand> follow(
            Place place, List<String> words, @Nullable String collector, int variable, FactType from) {
        List<Fact> steps = new ArrayList<>();
        FactType type = from;
        for (int i = 1; i < words.size(); i++) {
            if (type instanceof FactType.Dictionary && i == words.size() - 1) {
                return Optional.of(new Operand.Path(
                        String.join(".", words),
                        FactType.Scalar.TEXT,
                        collector,
                        variable,
                        steps.toArray(new Fact[0]),
                        words.get(i)));
            }
            Optional<Fact> step = step(place, words, i, type);
            if (step.isEmpty()) {
                return Optional.empty();
            }
            steps.add(step.get());
            type = step.get().type();
        }
        return Optional.of(
                new Operand.Path(String.join(".", words), type, collector, variable, steps.toArray(new Fact[0]), null));
    }

    private Optional<Fact> step(Place place, List<String> words, int index, FactType type) {
        String above = String.join(".", words.subList(0, index));
        String whole = String.join(".", words);
        if (!(type instanceof FactType.Group group)) {
            String hint = type instanceof FactType.Sequence ? "; 'for: NAME in " + above + "' goes through it" : "";
            findings.error(
                    place,
                    "unknown fact '" + whole + "': '" + above + "' is " + kind(type) + " and has no '"
                            + words.get(index) + "'" + hint);
            return Optional.empty();
        }
        Optional<Fact> fact = group.schema().fact(words.get(index));
        if (fact.isEmpty()) {
            String word = words.get(index);
            Optional<String> nearest =
                    Suggestion.of(word, group.schema().facts().keySet());
            String rest = whole.substring(above.length() + 1 + word.length());
            findings.error(
                    place,
                    "unknown fact '" + whole + "'"
                            + (nearest.isPresent()
                                    ? ", did you mean '" + above + "." + nearest.get() + rest + "'?"
                                    : ""));
        }
        return fact;
    }

    /** With its article, for messages. */
    static String kind(FactType type) {
        if (type instanceof FactType.Group) {
            return "a record";
        } else if (type instanceof FactType.Sequence) {
            return "a list";
        } else if (type instanceof FactType.Dictionary) {
            return "a map";
        }
        return type.description();
    }
}
