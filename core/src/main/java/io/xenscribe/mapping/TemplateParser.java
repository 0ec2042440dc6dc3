package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads templates: text and {@code ${...}}, where {@code $$} is a dollar. */
final class TemplateParser {

    /** As it is written; a value in Xenstore is shorter by far. */
    private static final int LONGEST = 10_000;

    private final OperandParser operands;
    private final Findings findings;

    TemplateParser(Scope scope, Findings findings) {
        this.operands = new OperandParser(scope, findings);
        this.findings = findings;
    }

    /** A template for a value; nothing after a problem. */
    Optional<Template> value(Node.Scalar scalar) {
        Optional<Template> template = parse(scalar, 0, false);
        if (template.isPresent()
                && template.get().isLiteral()
                && PathRules.isTooLong(template.get().knownPrefix())) {
            findings.error(scalar.place(), "the value has more than " + PathRules.LONGEST_VALUE + " bytes");
        }
        return template;
    }

    /** A template for a path, whose characters are checked as far as they are known; nothing after a problem. */
    Optional<Template> path(Node.Scalar scalar, int from) {
        String text = scalar.text().substring(from);
        if (text.isEmpty()) {
            findings.error(scalar.place(), "a path is missing here");
            return Optional.empty();
        }
        if (text.startsWith("/")) {
            findings.error(scalar.at(from), "paths begin at the domain's own directory, without '/'");
        }
        return parse(scalar, from, true);
    }

    private Optional<Template> parse(Node.Scalar scalar, int from, boolean path) {
        if (scalar.text().length() - from > LONGEST) {
            findings.error(scalar.place(), "this text has more than " + LONGEST + " characters");
            return Optional.empty();
        }
        List<Template.Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Cursor cursor = new Cursor(scalar, from);
        boolean whole = true;
        while (!cursor.atEnd()) {
            Place place = cursor.place();
            if (cursor.take("${")) {
                flush(literal, parts);
                Optional<Template.Expression> expression = expression(cursor, place, path);
                if (expression.isEmpty()) {
                    whole = false;
                    skipExpression(cursor);
                } else {
                    parts.add(expression.get());
                }
            } else if (!path && cursor.take("$$")) {
                literal.append('$');
            } else {
                whole &= character(cursor, place, path, literal, from);
            }
        }
        flush(literal, parts);
        return whole ? Optional.of(new Template(scalar.text().substring(from), parts)) : Optional.empty();
    }

    private boolean character(Cursor cursor, Place place, boolean path, StringBuilder literal, int from) {
        int offset = cursor.offset();
        char c = cursor.next();
        String wrong = "";
        if (path && c == '/') {
            boolean doubled = cursor.peek() == '/' && offset > from;
            wrong = cursor.atEnd() ? "a path does not end with '/'" : doubled ? "a name is missing between '//'" : "";
        } else if (path && !PathRules.isAllowed(c)) {
            wrong = "'" + c + "' cannot be part of a Xenstore path: letters, digits, - and _ can";
        } else if (c == '$') {
            wrong = "a lone '$': ${...} takes a fact, $$ is a dollar";
        }
        if (!wrong.isEmpty()) {
            findings.error(place, wrong);
            return false;
        }
        literal.append(c);
        return true;
    }

    private static void flush(StringBuilder literal, List<Template.Part> parts) {
        if (literal.length() > 0) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static void skipExpression(Cursor cursor) {
        char c = cursor.next();
        while (c != '}' && !cursor.atEnd()) {
            c = cursor.next();
        }
    }

    private Optional<Template.Expression> expression(Cursor cursor, Place start, boolean path) {
        List<Operand> alternatives = new ArrayList<>();
        do {
            cursor.skipBlanks();
            Place place = cursor.place();
            Optional<Operand> operand = operands.operand(cursor);
            if (operand.isEmpty() || !isScalar(operand.get(), place)) {
                return Optional.empty();
            }
            alternatives.add(operand.get());
            cursor.skipBlanks();
        } while (cursor.take("??"));
        List<Filter> filters = new ArrayList<>();
        while (cursor.take("|")) {
            Optional<Filter> filter = filter(cursor, alternatives, filters);
            if (filter.isEmpty()) {
                return Optional.empty();
            }
            filters.add(filter.get());
            cursor.skipBlanks();
        }
        if (!cursor.take("}")) {
            findings.error(
                    cursor.atEnd() ? start : cursor.place(),
                    cursor.atEnd()
                            ? "the ${ that begins here does not end with }"
                            : "'" + cursor.peek() + "' is not expected here: ?? 'text', |filter or } is");
            return Optional.empty();
        }
        if (path && !fitsPath(alternatives, filters, start)) {
            return Optional.empty();
        }
        return Optional.of(new Template.Expression(List.copyOf(alternatives), List.copyOf(filters)));
    }

    private boolean isScalar(Operand operand, Place place) {
        if (operand.type().isScalar()) {
            return true;
        }
        String hint = operand.type() instanceof FactType.Sequence
                ? "; 'for: NAME in " + operand.name() + "' goes through it"
                : "; name one fact of it";
        findings.error(
                place, "'" + operand.name() + "' is " + OperandParser.kind(operand.type()) + " and has no text" + hint);
        return false;
    }

    private Optional<Filter> filter(Cursor cursor, List<Operand> operands, List<Filter> before) {
        cursor.skipBlanks();
        Place place = cursor.place();
        String name = cursor.word();
        Filter.Kind kind = Filter.Kind.named(name);
        if (kind == null) {
            findings.unknown(
                    place,
                    "unknown filter '" + name + "': " + String.join(", ", Filter.NAMES) + " are known",
                    name,
                    Filter.NAMES);
            return Optional.empty();
        }
        boolean argued = cursor.take(":");
        String argument = argued ? cursor.word() : "";
        if (argued != (kind == Filter.Kind.CUT)) {
            findings.error(place, argued ? "'" + name + "' takes no number" : "'cut' takes a number, as in cut:20");
            return Optional.empty();
        }
        int number = argued ? positive(argument) : 0;
        if (number < 0) {
            findings.error(place, "'cut' takes a number of characters from 1 on, not '" + argument + "'");
            return Optional.empty();
        }
        Filter filter = new Filter(kind, number);
        return takes(filter, name, operands, before, place) ? Optional.of(filter) : Optional.empty();
    }

    private boolean takes(Filter filter, String name, List<Operand> operands, List<Filter> before, Place place) {
        for (Operand operand : operands) {
            FactType type = before.isEmpty() ? operand.type() : before.getLast().gives();
            if (!(operand instanceof Operand.Quoted) && !filter.takes(type)) {
                findings.error(
                        place,
                        "'" + name + "' wants " + filter.wants() + ", and '" + operand.name() + "' is "
                                + type.description() + (before.isEmpty() ? "" : " by then"));
                return false;
            }
        }
        return true;
    }

    /** The number, or -1. */
    static int positive(String digits) {
        if (digits.isEmpty() || digits.length() > 6) {
            return -1;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return -1;
            }
        }
        int number = Integer.parseInt(digits);
        return number == 0 ? -1 : number;
    }

    /** Addresses and times always have characters that a path may not have. */
    private boolean fitsPath(List<Operand> operands, List<Filter> filters, Place place) {
        boolean stamped = false;
        for (Filter filter : filters) {
            if (filter.kind() == Filter.Kind.MUNGE) {
                return true;
            }
            stamped |= filter.kind() == Filter.Kind.ASCTIME;
        }
        for (Operand operand : operands) {
            FactType type = operand.type();
            boolean never = type == FactType.Scalar.IP_ADDRESS
                    || type == FactType.Scalar.MAC_ADDRESS
                    || type == FactType.Scalar.INSTANT
                    || stamped
                    || (operand instanceof Operand.Quoted quoted && !PathRules.areAllowed(quoted.text(), 0));
            if (never) {
                findings.error(
                        place, "'" + operand.name() + "' has characters that a Xenstore path cannot have: add |munge");
                return false;
            }
        }
        return true;
    }
}
