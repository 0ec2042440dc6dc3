package io.xenscribe.mapping;

import io.xenscribe.facts.FactText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text with facts in it. */
final class Template {

    /** A part of a template. */
    sealed interface Part {}

    /** Text that stands as it is. */
    record Literal(String text) implements Part {}

    /** The first operand that is not absent, filtered. */
    record Expression(List<Operand> operands, List<Filter> filters) implements Part {

        @Nullable
        Object value(Frame frame) {
            for (int i = 0; i < operands.size(); i++) {
                Object value = operands.get(i).resolve(frame);
                if (value != null) {
                    return filtered(value, frame);
                }
            }
            return null;
        }

        private Object filtered(Object value, Frame frame) {
            Object result = value;
            for (int i = 0; i < filters.size(); i++) {
                result = filters.get(i).apply(result, frame);
            }
            return result;
        }
    }

    /** How an attempt to make a path ended. */
    enum Outcome {
        MADE,
        /** A fact is absent, so there is no key. */
        ABSENT,
        /** A fact's text has characters that a path may not have, or none at all. */
        FORBIDDEN
    }

    private final String source;
    private final Part[] parts;

    /** @param source as it is written */
    Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts.toArray(new Part[0]);
    }

    String source() {
        return source;
    }

    List<Part> parts() {
        return List.of(parts);
    }

    /** The text up to the first fact. */
    String knownPrefix() {
        return parts.length > 0 && parts[0] instanceof Literal literal ? literal.text() : "";
    }

    boolean isLiteral() {
        return parts.length == 0 || (parts.length == 1 && parts[0] instanceof Literal);
    }

    /** Whether a fact of it is of this kind. */
    boolean uses(Class<? extends Operand> kind) {
        for (Part part : parts) {
            if (part instanceof Expression expression) {
                for (Operand operand : expression.operands()) {
                    if (kind.isInstance(operand)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Appends the text of the first of which all facts are there; false when there is none. */
    static boolean appendFirst(List<Template> templates, Frame frame, StringBuilder text) {
        for (int i = 0; i < templates.size(); i++) {
            if (templates.get(i).append(frame, text)) {
                return true;
            }
        }
        return false;
    }

    /** Appends the text, with a blank for each control character of a fact; false, and {@code text} is as long as before, when a fact is absent. */
    boolean append(Frame frame, StringBuilder text) {
        int start = text.length();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
                continue;
            }
            Object value = ((Expression) part).value(frame);
            if (value == null) {
                text.setLength(start);
                return false;
            }
            int from = text.length();
            FactText.append(value, text);
            boolean _ = PathRules.putOnOneLine(text, from);
        }
        return true;
    }

    /** The same for a path, whose facts must be names that Xenstore allows. */
    Outcome appendPath(Frame frame, StringBuilder path) {
        int start = path.length();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                path.append(literal.text());
                continue;
            }
            int from = path.length();
            Object value = ((Expression) part).value(frame);
            if (value != null) {
                FactText.append(value, path);
            }
            if (value == null || path.length() == from || !PathRules.areAllowed(path, from)) {
                path.setLength(start);
                return value == null ? Outcome.ABSENT : Outcome.FORBIDDEN;
            }
        }
        return Outcome.MADE;
    }
}
