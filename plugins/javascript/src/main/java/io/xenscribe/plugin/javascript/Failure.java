package io.xenscribe.plugin.javascript;

import io.xenscribe.api.RuleScriptException;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** What went wrong, said in the script author's terms. */
final class Failure {

    private static final int LONGEST_MESSAGE = 300;
    private static final String NO_MESSAGE_SUPPORT = "failed due to: Message not supported.";

    private Failure() {}

    /** Of what the engine threw while it read or ran {@code source}. */
    static RuleScriptException of(PolyglotException e, Source source, CodePlaces places) {
        SourceSection section = section(e, source);
        String message = message(e, section != null && places.isBehind(section));
        int line = section == null ? 0 : places.line(section);
        int column = section == null ? 0 : places.column(section);
        return new RuleScriptException(message, line, column, isExhausting(e));
    }

    /** Whether the sandbox cannot be used any more. A stack that was used up is free again; memory may not be. */
    static boolean endsSandbox(PolyglotException e) {
        return e.isInternalError() || isExhausting(e);
    }

    private static boolean isExhausting(PolyglotException e) {
        return e.isCancelled() || (e.isResourceExhausted() && !isTooDeep(e));
    }

    static RuleScriptException outOfMemory() {
        return new RuleScriptException("the script takes too much memory", 0, 0, true);
    }

    static RuleScriptException tooDeep() {
        return new RuleScriptException("the script calls itself too often", 0, 0);
    }

    static RuleScriptException ofEngine(RuntimeException e) {
        return new RuleScriptException("the JavaScript engine failed: " + shortened(String.valueOf(e)), 0, 0);
    }

    static RuleScriptException noEngine(Throwable e) {
        return new RuleScriptException(
                "the JavaScript engine does not start; is all of lib/js there? " + shortened(String.valueOf(e)), 0, 0);
    }

    private static String message(PolyglotException e, boolean atEnd) {
        String message = String.valueOf(e.getMessage());
        if (e.isSyntaxError()) {
            return atEnd ? "SyntaxError: the code ends too early" : shortened(syntaxError(message));
        }
        if (e.isCancelled()) {
            return e.isResourceExhausted()
                    ? "the script takes more than " + ScriptEngine.STATEMENTS
                            + " steps; is there a loop without an end?"
                    : "the script took too long and was ended";
        }
        if (isTooDeep(e)) {
            return "RangeError: the script calls itself too often";
        }
        if (e.isResourceExhausted()) {
            return "the script takes too much memory";
        }
        if (message.endsWith(NO_MESSAGE_SUPPORT)) {
            return "TypeError: facts cannot be changed; copy what is to be changed, as in [...list]";
        }
        return shortened(message);
    }

    private static boolean isTooDeep(PolyglotException e) {
        String message = e.getMessage();
        return message != null && message.startsWith("RangeError: Maximum call stack");
    }

    /** "SyntaxError: rule:2:5 Expected this and that", with the code on further lines. */
    private static String syntaxError(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        int colon = line.indexOf(": ");
        int place = line.indexOf(' ', colon + 2);
        boolean placed = colon >= 0 && place > 0 && line.lastIndexOf(':', place) > colon;
        return placed ? line.substring(0, colon + 2) + line.substring(place + 1) : line;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }

    /** The innermost place in the script itself: a built-in function has none of its own. */
    private static @Nullable SourceSection section(PolyglotException e, Source source) {
        SourceSection section = e.getSourceLocation();
        if (section != null && section.getSource().equals(source)) {
            return section;
        }
        for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
            SourceSection called = frame.isGuestFrame() ? frame.getSourceLocation() : null;
            if (called != null && called.getSource().equals(source)) {
                return called;
            }
        }
        return null;
    }
}
