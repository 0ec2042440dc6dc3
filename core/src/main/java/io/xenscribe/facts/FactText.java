package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.time.Duration;

/**
 * The text of a scalar fact: amounts as decimal bytes, IPv6 addresses by RFC 5952, MAC addresses in lower case with
 * colons, enums in kebab case, times in ISO 8601 UTC, durations as {@code 60s}.
 */
public final class FactText {

    private FactText() {}

    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    /** Appends the text of a value that {@link Fact#of} gave. */
    public static void append(Object value, StringBuilder text) {
        // A chain and no switch: a switch over types is linked at run time, which a start of the agent would feel.
        if (value instanceof String string) {
            text.append(string);
        } else if (value instanceof InetAddress address) {
            IpText.append(address, text);
        } else if (value instanceof Bytes bytes) {
            text.append(bytes.count());
        } else if (value instanceof MacAddress mac) {
            text.append(mac);
        } else if (value instanceof Enum<?> constant) {
            KebabCase.appendConstant(constant.name(), text);
        } else if (value instanceof Duration duration) {
            DurationText.append(duration, text);
        } else {
            // Whole numbers, truth values and Instant: Java's own text is the one wanted.
            text.append(value);
        }
    }
}
