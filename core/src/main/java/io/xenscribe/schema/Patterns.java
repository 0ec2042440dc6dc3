package io.xenscribe.schema;

import io.xenscribe.mapping.Grammar;

/** The forms of the mapping language's text, as regular expressions that JSON Schema can hold. */
final class Patterns {

    private static final String WORD = "[A-Za-z0-9_-]+";
    private static final String BLANKS = "\\s*";

    /** A fact: words with dots. */
    static final String FACT = WORD + "(\\." + WORD + ")*";

    /** Text in single quotes; two of them stand for one. */
    private static final String QUOTED = "'([^']|'')*'";

    private static final String OPERAND = "(" + FACT + "|" + QUOTED + ")";
    private static final String FILTER =
            "(" + String.join("|", Grammar.plainFilters()) + "|" + Grammar.cut() + ":[0-9]+)";

    /** {@code ${FACT ?? 'text'|filter}}. */
    private static final String EXPRESSION = "\\$\\{" + BLANKS + OPERAND + BLANKS + "(\\?\\?" + BLANKS + OPERAND
            + BLANKS + ")*(\\|" + BLANKS + FILTER + BLANKS + ")*\\}";

    /** The text of a value. */
    static final String TEMPLATE = "([^$]|\\$\\$|" + EXPRESSION + ")*";

    /** A path of names between slashes. */
    static final String PATH = name("[A-Za-z0-9@_-]|" + EXPRESSION);

    /** A path without facts. */
    static final String PLAIN_PATH = name("[A-Za-z0-9@_-]");

    static final String CONDITION =
            BLANKS + "(not\\s+" + FACT + "|" + FACT + BLANKS + "([=!]=" + BLANKS + OPERAND + ")?)" + BLANKS;

    static final String LOOP = BLANKS + WORD + "\\s+in\\s+" + FACT + BLANKS;

    private Patterns() {}

    private static String name(String part) {
        return "(" + part + ")+(/(" + part + ")+)*";
    }
}
