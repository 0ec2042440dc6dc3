package io.xenscribe.api;

/** Why a script gave no result, said to the person who wrote it. */
public final class RuleScriptException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;
    private final boolean exhausting;

    /**
     * Something that went wrong at a place in the code.
     *
     * @param message without the place
     * @param line from 1, in the code that was given; 0 when no place is known
     * @param column from 1; 0 when no place is known
     */
    public RuleScriptException(String message, int line, int column) {
        this(message, line, column, false);
    }

    /**
     * The same.
     *
     * @param exhausting whether the script used up what it may, of time, steps or memory: the host then lets it rest as
     *     a whole, while one that merely throws is still tried for other elements
     */
    public RuleScriptException(String message, int line, int column, boolean exhausting) {
        super(message);
        this.line = line;
        this.column = column;
        this.exhausting = exhausting;
    }

    /** From 1, in the code that was given; 0 when no place is known. */
    public int line() {
        return line;
    }

    /** From 1; 0 when no place is known. */
    public int column() {
        return column;
    }

    /** Whether the script used up what it may. */
    public boolean isExhausting() {
        return exhausting;
    }
}
