package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import java.util.Optional;

/** Amounts as people write them: a whole number of bytes, or of {@code kib mib gib tib}. */
final class BytesText {

    private BytesText() {}

    /** Nothing when the text is no such amount. */
    static Optional<Bytes> parse(String text) {
        int shift = shift(text);
        String digits = shift == 0 ? text : text.substring(0, text.length() - 3);
        if (digits.isEmpty() || digits.length() > 19) {
            return Optional.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Bytes.of(Math.multiplyExact(Long.parseLong(digits), 1L << shift)));
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private static int shift(String text) {
        if (text.endsWith("kib")) {
            return 10;
        } else if (text.endsWith("mib")) {
            return 20;
        } else if (text.endsWith("gib")) {
            return 30;
        }
        return text.endsWith("tib") ? 40 : 0;
    }
}
