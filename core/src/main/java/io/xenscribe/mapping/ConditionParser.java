package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.facts.FactType;
import java.util.List;
import java.util.Optional;

/** Reads conditions: {@code [not] FACT}, {@code FACT == FACT} or {@code 'text'}, and the same with {@code !=}. */
final class ConditionParser {

    private final OperandParser operands;
    private final Findings findings;

    ConditionParser(Scope scope, Findings findings) {
        this.operands = new OperandParser(scope, findings);
        this.findings = findings;
    }

    /** Nothing after a problem. */
    Optional<Condition> parse(Node.Scalar scalar) {
        Cursor cursor = new Cursor(scalar, 0);
        cursor.skipBlanks();
        boolean negated = cursor.take("not ");
        cursor.skipBlanks();
        Optional<Operand> left = operands.fact(cursor);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        cursor.skipBlanks();
        if (cursor.atEnd()) {
            return Optional.of(new Condition.Given(left.get(), !negated));
        }
        Place place = cursor.place();
        boolean same = cursor.take("==");
        if (negated || (!same && !cursor.take("!="))) {
            findings.error(
                    place,
                    negated
                            ? "'not' takes a fact alone; != says that two are different"
                            : "== or != is wanted here, not '" + cursor.rest() + "'");
            return Optional.empty();
        }
        return comparison(cursor, left.get(), same);
    }

    private Optional<Condition> comparison(Cursor cursor, Operand left, boolean same) {
        cursor.skipBlanks();
        Place place = cursor.place();
        Optional<Operand> right = operands.operand(cursor);
        if (right.isEmpty()) {
            return Optional.empty();
        }
        cursor.skipBlanks();
        if (!cursor.atEnd()) {
            findings.error(cursor.place(), "'" + cursor.rest() + "' is too much; a list takes several conditions");
            return Optional.empty();
        }
        if (!isScalar(left, place) || !isScalar(right.get(), place) || !isPossible(left, right.get(), place)) {
            return Optional.empty();
        }
        return Optional.of(new Condition.Same(left, right.get(), same));
    }

    private boolean isScalar(Operand operand, Place place) {
        if (!operand.type().isScalar()) {
            findings.error(
                    place,
                    "'" + operand.name() + "' is " + OperandParser.kind(operand.type()) + " and cannot be compared");
        }
        return operand.type().isScalar();
    }

    /** A word that the fact can never be is a mistake. */
    private boolean isPossible(Operand left, Operand right, Place place) {
        if (!(right instanceof Operand.Quoted quoted)) {
            return true;
        }
        List<String> words = left.type() instanceof FactType.Choice choice
                ? choice.words()
                : left.type() == FactType.Scalar.BOOLEAN ? List.of("true", "false") : List.of(quoted.text());
        if (!words.contains(quoted.text())) {
            findings.unknown(
                    place,
                    "'" + left.name() + "' is never '" + quoted.text() + "' but one of " + String.join(", ", words),
                    quoted.text(),
                    words);
            return false;
        }
        return true;
    }
}
