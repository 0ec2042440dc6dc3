package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles {@code for: NAME in FACT} and {@code slots: N}. */
final class LoopCompiler {

    private final Scope outer;
    private final Findings findings;
    private Scope inner;
    private Operand.@Nullable Path list;

    LoopCompiler(Scope outer, Findings findings) {
        this.outer = outer;
        this.findings = findings;
        this.inner = outer;
    }

    /** The scope within the rule; where the list is wrong, its variable is known and of no type. */
    Scope scope(RuleSource source) {
        Node.@Nullable Field field = source.fields.get("for");
        if (field == null) {
            return outer;
        }
        if (field.value() instanceof Node.Scalar scalar) {
            parse(scalar);
        } else {
            findings.error(
                    field.value().place(),
                    "'for' takes NAME in FACT, not " + field.value().kind());
        }
        return source.fields.containsKey("slots") ? inner.withSlot() : inner;
    }

    private void parse(Node.Scalar scalar) {
        Cursor cursor = new Cursor(scalar, 0);
        cursor.skipBlanks();
        Place place = cursor.place();
        String name = cursor.word();
        cursor.skipBlanks();
        if (name.isEmpty() || !cursor.take("in ")) {
            findings.error(place, "'for' takes NAME in FACT, as in: for: nic in network.interfaces");
            inner = outer.with(name, null);
            return;
        }
        if (name.equals(Scope.SLOT) || outer.names().contains(name)) {
            findings.error(place, "'" + name + "' has a meaning already; give the element another name");
            inner = outer.variable(name) == null ? outer.with(name, null) : outer;
            return;
        }
        cursor.skipBlanks();
        Place listPlace = cursor.place();
        Optional<Operand> operand = new OperandParser(outer, findings).fact(cursor);
        cursor.skipBlanks();
        if (operand.isPresent() && !cursor.atEnd()) {
            findings.error(cursor.place(), "'" + cursor.rest() + "' is too much here");
        }
        inner = outer.with(name, element(operand, listPlace));
    }

    private @Nullable FactType element(Optional<Operand> operand, Place place) {
        if (operand.isEmpty()) {
            return null;
        }
        if (operand.get() instanceof Operand.Path path && path.type() instanceof FactType.Sequence sequence) {
            list = path;
            return sequence.element();
        }
        findings.error(
                place,
                "'" + operand.get().name() + "' is "
                        + OperandParser.kind(operand.get().type()) + ", and 'for' goes through a list");
        return null;
    }

    /** After {@link #scope}; nothing after a problem. */
    Optional<Rule.Loop> loop(RuleSource source, int slots) {
        if (list == null) {
            return Optional.empty();
        }
        Scope.Variable variable = inner.innermost();
        List<Fact> keys = List.of();
        if (slots > 0 && variable.type() instanceof FactType.Group group) {
            keys = group.schema().keys();
            if (keys.isEmpty()) {
                findings.error(
                        source.key.place(),
                        "'slots' needs to tell the elements of '" + list.name()
                                + "' apart, and their record has no component with @Key");
            }
        }
        return Optional.of(new Rule.Loop(variable.number(), list, keys, slots));
    }

    /** The path must be another one for each element. */
    static void checkPath(Template path, RuleSource source, Findings findings) {
        if (source.fields.containsKey("slots") && !path.uses(Operand.SlotNumber.class)) {
            findings.error(source.key.place(), "with 'slots' the path needs ${slot}, else all elements share one key");
        } else if (path.isLiteral()) {
            findings.error(
                    source.key.place(), "with 'for' the path needs a fact of the element, else all share one key");
        }
    }
}
