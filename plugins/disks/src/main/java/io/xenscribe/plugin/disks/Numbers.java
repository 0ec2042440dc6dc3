package io.xenscribe.plugin.disks;

import java.util.Optional;

/** Decimal numbers as the kernel prints them. */
final class Numbers {

    private Numbers() {}

    /** Nothing for what is no number from 0 to 2^31 - 1. */
    static Optional<Integer> integer(String text) {
        Optional<Long> number = whole(text);
        return number.isPresent() && number.get() <= Integer.MAX_VALUE
                ? Optional.of(number.get().intValue())
                : Optional.empty();
    }

    /** Nothing for what is no number, or has more than 18 digits. */
    static Optional<Long> whole(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            number = number * 10 + (c - '0');
        }
        return Optional.of(number);
    }
}
