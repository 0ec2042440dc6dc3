package io.xenscribe.mapping;

import io.xenscribe.api.Bytes;
import io.xenscribe.facts.FactText;
import io.xenscribe.facts.FactType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes a value on its way into a template.
 *
 * @param argument for {@code cut}; 0 otherwise
 */
record Filter(Kind kind, int argument) {

    static final List<String> NAMES =
            List.of("kib", "mib", "hex", "asctime", "munge", "ascii", "lower", "upper", "trim", "cut");

    enum Kind {
        KIB("kib"),
        MIB("mib"),
        HEX("hex"),
        ASCTIME("asctime"),
        MUNGE("munge"),
        ASCII("ascii"),
        LOWER("lower"),
        UPPER("upper"),
        TRIM("trim"),
        CUT("cut");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static @Nullable Kind named(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            return null;
        }
    }

    /** Whether the filter can be given a value of this type. */
    boolean takes(FactType type) {
        return switch (kind) {
            case KIB, MIB -> type == FactType.Scalar.BYTES;
            case HEX -> type == FactType.Scalar.INTEGER || type == FactType.Scalar.LONG;
            case ASCTIME -> type == FactType.Scalar.INSTANT;
            default -> true;
        };
    }

    /** What the filter makes of a value that it takes. */
    FactType gives() {
        return kind == Kind.KIB || kind == Kind.MIB ? FactType.Scalar.LONG : FactType.Scalar.TEXT;
    }

    /** For messages. */
    String wants() {
        return switch (kind) {
            case KIB, MIB -> "bytes";
            case HEX -> "a whole number";
            case ASCTIME -> "a time";
            default -> "any value";
        };
    }

    /** Text in quotes passes the filters that need another type, so that a default stands as it is written. */
    Object apply(Object value, Frame frame) {
        return switch (kind) {
            case KIB -> value instanceof Bytes bytes ? bytes.kib() : value;
            case MIB -> value instanceof Bytes bytes ? bytes.mib() : value;
            case HEX -> hex(value);
            case ASCTIME -> value instanceof Instant time ? AscTime.of(time, frame.zone()) : value;
            case MUNGE -> munge(FactText.of(value));
            case ASCII -> ascii(FactText.of(value));
            case LOWER -> FactText.of(value).toLowerCase(Locale.ROOT);
            case UPPER -> FactText.of(value).toUpperCase(Locale.ROOT);
            case TRIM -> FactText.of(value).strip();
            case CUT -> cut(FactText.of(value), argument);
        };
    }

    private static Object hex(Object value) {
        if (value instanceof Integer number) {
            return Integer.toHexString(number);
        }
        return value instanceof Long number ? Long.toHexString(number) : value;
    }

    private static String munge(String text) {
        StringBuilder munged = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            munged.append(PathRules.isAllowed(c) ? c : '_');
        }
        return munged.toString();
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            char c = text.charAt(i);
            ascii.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return ascii.toString();
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }
}
