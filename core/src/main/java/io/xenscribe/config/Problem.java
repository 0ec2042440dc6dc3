package io.xenscribe.config;

import java.util.List;

/**
 * One thing that is wrong in a file, said to the person who must mend it.
 *
 * @param message what is wrong and, where it is known, what to write instead
 */
public record Problem(Severity severity, Place place, String message) {

    private static final int MOST_PLACES = 8;

    /** Whether what stands at the place can be used at all. */
    public enum Severity {
        /** It cannot; it is left out. */
        ERROR,
        /** It can, though probably not as it was meant. */
        WARNING
    }

    /** The same, with the other places that it is about. */
    Problem withMore(List<Place> others) {
        StringBuilder more = new StringBuilder(message).append(" (also ");
        for (int i = 0; i < Math.min(others.size(), MOST_PLACES); i++) {
            Place other = others.get(i);
            boolean isNear = other.file().equals(place.file()) && other.line() > 0;
            more.append(i == 0 ? "" : ", ").append(isNear ? "line " + other.line() : other.fileAndLine());
        }
        if (others.size() > MOST_PLACES) {
            more.append(" and ").append(others.size() - MOST_PLACES).append(" more");
        }
        return new Problem(severity, place, more.append(')').toString());
    }

    /** {@code file:line:column message}, or {@code file: message} of the file as a whole; a warning says that it is one. */
    @Override
    public String toString() {
        return place + (place.line() == 0 ? ":" : "") + (severity == Severity.WARNING ? " warning: " : " ") + message;
    }
}
