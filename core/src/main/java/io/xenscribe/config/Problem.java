package io.xenscribe.config;

/**
 * One thing that is wrong in a file, said to the person who must mend it.
 *
 * @param message what is wrong and, where it is known, what to write instead
 */
public record Problem(Severity severity, Place place, String message) {

    /** Whether what stands at the place can be used at all. */
    public enum Severity {
        /** It cannot; it is left out. */
        ERROR,
        /** It can, though probably not as it was meant. */
        WARNING
    }

    /** {@code file:line:column message}, or {@code file: message} of the file as a whole; a warning says that it is one. */
    @Override
    public String toString() {
        return place + (place.line() == 0 ? ":" : "") + (severity == Severity.WARNING ? " warning: " : " ") + message;
    }
}
