package io.xenscribe.plugin.os;

import java.util.Optional;

/**
 * A distribution's version: its text, and the first two numbers in it, as written. Numbers stay text, since 24.04 and
 * 24.4 are not the same.
 */
record Version(String text, Optional<String> major, Optional<String> minor) {

    /** From text like {@code 12}, {@code 24.04}, {@code 7.9.2009} or {@code V10}; any other text has no numbers. */
    static Version of(String text) {
        int start = text.startsWith("V") || text.startsWith("v") ? 1 : 0;
        Optional<String> major = digits(text, start);
        if (major.isEmpty()) {
            return new Version(text, major, Optional.empty());
        }
        int end = start + major.get().length();
        boolean goesOn = end < text.length() && text.charAt(end) == '.';
        return new Version(text, major, goesOn ? digits(text, end + 1) : Optional.empty());
    }

    static Optional<Version> of(Optional<String> text) {
        return text.isPresent() ? Optional.of(of(text.get())) : Optional.empty();
    }

    Version withMinor(String number) {
        return new Version(text, major, Optional.of(number));
    }

    /** The digits at a place in the text, if there are any. */
    static Optional<String> digits(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > start ? Optional.of(text.substring(start, end)) : Optional.empty();
    }
}
