package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.facts.Fact;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles {@code for: NAME in FACT}, one or a list of them, and {@code slots: N}. */
final class LoopCompiler {

    private static final int MOST_CLAUSES = 4;

    private final Findings findings;
    private final List<Named> named = new ArrayList<>();
    private Scope scope;

    /** A clause of which the list is known. */
    private record Named(Scope.Variable variable, Operand.Path list) {}

    LoopCompiler(Scope outer, Findings findings) {
        this.scope = outer;
        this.findings = findings;
    }

    /** The scope within the rule; where a list is wrong, its variable is known and of no type. */
    Scope scope(Node.Field field) {
        if (field.value() instanceof Node.Scalar scalar) {
            clause(scalar);
        } else if (field.value() instanceof Node.Items items
                && !items.items().isEmpty()
                && items.items().size() <= MOST_CLAUSES) {
            items.items().forEach(this::clause);
        } else {
            findings.error(
                    field.value().place(),
                    "'for' takes NAME in FACT, or a list of up to " + MOST_CLAUSES + " of these");
        }
        return scope;
    }

    private void clause(Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            findings.error(node.place(), "'for' takes NAME in FACT, not " + node.kind());
            return;
        }
        Cursor cursor = new Cursor(scalar, 0);
        cursor.skipBlanks();
        Place place = cursor.place();
        String name = cursor.word();
        cursor.skipBlanks();
        if (name.isEmpty() || !cursor.take("in ")) {
            findings.error(place, "'for' takes NAME in FACT, as in: for: nic in network.interfaces");
            scope = scope.with(name, null);
            return;
        }
        if (name.equals(Scope.SLOT) || scope.names().contains(name)) {
            findings.error(place, "'" + name + "' has a meaning already; give the element another name");
            scope = scope.variable(name) == null ? scope.with(name, null) : scope;
            return;
        }
        cursor.skipBlanks();
        Place listPlace = cursor.place();
        Optional<Operand> operand = new OperandParser(scope, findings).fact(cursor);
        cursor.skipBlanks();
        if (operand.isPresent() && !cursor.atEnd()) {
            findings.error(cursor.place(), "'" + cursor.rest() + "' is too much here");
        }
        bind(name, operand, listPlace);
    }

    private void bind(String name, Optional<Operand> operand, Place place) {
        if (operand.isPresent()
                && operand.get() instanceof Operand.Path path
                && path.type() instanceof FactType.Sequence sequence) {
            scope = scope.with(name, sequence.element());
            named.add(new Named(scope.innermost(), path));
            return;
        }
        if (operand.isPresent()) {
            findings.error(
                    place,
                    "'" + operand.get().name() + "' is "
                            + OperandParser.kind(operand.get().type()) + ", and 'for' goes through a list");
        }
        scope = scope.with(name, null);
    }

    /**
     * The loop, after {@link #scope}; nothing after a problem.
     *
     * @param conditions all of the rule; each goes to the first clause at which all of its names are known
     * @param first the elements for which these hold are numbered first
     */
    Optional<Rule.Loop> loop(RuleSource source, List<Condition> conditions, int slots, List<Condition> first) {
        if (named.isEmpty() || findings.isUnusable()) {
            return Optional.empty();
        }
        List<Rule.Clause> clauses = new ArrayList<>();
        for (Named clause : named) {
            int variable = clause.variable().number();
            List<Condition> testable = testableAt(variable, conditions);
            clauses.add(new Rule.Clause(variable, clause.list(), testable, match(clause, testable)));
        }
        List<Fact> keys = List.of();
        if (slots > 0 && named.getLast().variable().type() instanceof FactType.Group group) {
            keys = group.schema().keys();
            if (keys.isEmpty()) {
                findings.error(
                        source.key.place(),
                        "'slots' needs to tell the elements of '"
                                + named.getLast().list().name()
                                + "' apart, and their record has no component with @Key");
            }
        }
        return Optional.of(new Rule.Loop(List.copyOf(clauses), keys, slots, first));
    }

    private static List<Condition> testableAt(int variable, List<Condition> conditions) {
        List<Condition> testable = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.variable() == variable) {
                testable.add(condition);
            }
        }
        return List.copyOf(testable);
    }

    private static Rule.@Nullable Match match(Named clause, List<Condition> conditions) {
        int variable = clause.variable().number();
        for (Condition condition : conditions) {
            if (clause.list().variable() < 0 && condition instanceof Condition.Same same && same.wanted()) {
                if (same.right().variable() < variable) {
                    return new Rule.Match(same.left(), same.right());
                } else if (same.left().variable() < variable) {
                    return new Rule.Match(same.right(), same.left());
                }
            }
        }
        return null;
    }

    /** The conditions that need no element of the loop. */
    List<Condition> before(List<Condition> conditions) {
        List<Condition> before = new ArrayList<>();
        for (Condition condition : conditions) {
            if (!isOwn(condition.variable())) {
                before.add(condition);
            }
        }
        return List.copyOf(before);
    }

    private boolean isOwn(int variable) {
        for (Named clause : named) {
            if (clause.variable().number() == variable) {
                return true;
            }
        }
        return false;
    }

    /** The path must be another one for each element. */
    static void checkPath(Template path, RuleSource source, Node.@Nullable Field slots, Findings findings) {
        if (slots != null && !path.uses(Operand.SlotNumber.class)) {
            findings.error(source.key.place(), "with 'slots' the path needs ${slot}, else all elements share one key");
        } else if (path.isLiteral()) {
            findings.error(
                    source.key.place(), "with 'for' the path needs a fact of the element, else all share one key");
        }
    }
}
