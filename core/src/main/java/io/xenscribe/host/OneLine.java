package io.xenscribe.host;

/**
 * Text of others, labels and host names say, for a line of a log or a terminal: what would end the line, move the cursor or
 * turn the direction of writing stands there by its code.
 */
public final class OneLine {

    private static final String HEX = "0123456789abcdef";

    private OneLine() {}

    /** The text itself where there is nothing of the kind, as nearly always. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isHarmless(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                line.append(c);
            } else {
                appendCode(c, line);
            }
        }
        return line.toString();
    }

    /** {@code \x1b}, or with four digits. */
    private static void appendCode(char c, StringBuilder line) {
        line.append(c < 0x100 ? "\\x" : "\\u");
        for (int shift = c < 0x100 ? 4 : 12; shift >= 0; shift -= 4) {
            line.append(HEX.charAt((c >> shift) & 0xf));
        }
    }

    /**
     * Not so are control characters (C0, DEL, C1), separators of lines and paragraphs, and what changes
     * the direction of writing (Unicode's Bidi_Control).
     */
    private static boolean isHarmless(char c) {
        if (c < 0x7f) {
            return c >= 0x20;
        }
        return c >= 0xa0
                && c != 0x61c
                && !(c >= 0x200e && c <= 0x200f)
                && !(c >= 0x2028 && c <= 0x202e)
                && !(c >= 0x2066 && c <= 0x2069);
    }
}
