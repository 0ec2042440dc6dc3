package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;

/** Goes through the text of a scalar and knows the place of each character. */
final class Cursor {

    private final Node.Scalar scalar;
    private final String text;
    private int at;

    /** @param from where the part to read begins */
    Cursor(Node.Scalar scalar, int from) {
        this.scalar = scalar;
        this.text = scalar.text();
        this.at = from;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** The next character; NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : text.charAt(at);
    }

    char next() {
        char c = peek();
        at++;
        return c;
    }

    int offset() {
        return at;
    }

    Place place() {
        return scalar.at(Math.min(at, text.length()));
    }

    Place placeAt(int offset) {
        return scalar.at(offset);
    }

    void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    /** Steps over {@code expected} if it comes next. */
    boolean take(String expected) {
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** The longest run of letters, digits, {@code -} and {@code _}, perhaps empty. */
    String word() {
        int start = at;
        while (!atEnd() && isPartOfWord(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    /** What is left, for messages. */
    String rest() {
        return text.substring(Math.min(at, text.length()));
    }

    private static boolean isPartOfWord(char c) {
        return c != '@' && PathRules.isAllowed(c);
    }
}
