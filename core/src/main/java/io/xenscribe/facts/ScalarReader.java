package io.xenscribe.facts;

import io.xenscribe.api.MacAddress;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import java.net.InetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Reads one scalar as the type that is wanted; what does not fit is a problem at its place. */
final class ScalarReader {

    private static final List<String> TRUE = List.of("true", "yes", "on");
    private static final List<String> FALSE = List.of("false", "no", "off");

    private final Problems problems;

    ScalarReader(Problems problems) {
        this.problems = problems;
    }

    Optional<?> read(Node.Scalar scalar, FactType type) {
        if (type instanceof FactType.Choice choice) {
            return choice(scalar, choice);
        }
        Optional<?> value = parse(scalar.text(), (FactType.Scalar) type);
        if (value.isEmpty()) {
            problems.error(scalar.place(), "'" + scalar.text() + "' is not " + wanted((FactType.Scalar) type));
        }
        return value;
    }

    private Optional<?> choice(Node.Scalar scalar, FactType.Choice choice) {
        int index = choice.words().indexOf(scalar.text());
        if (index >= 0) {
            return Optional.of(choice.type().getEnumConstants()[index]);
        }
        problems.unknown(
                scalar.place(),
                "'" + scalar.text() + "' is not one of " + String.join(", ", choice.words()),
                scalar.text(),
                choice.words());
        return Optional.empty();
    }

    private static Optional<?> parse(String text, FactType.Scalar type) {
        try {
            return switch (type) {
                case TEXT -> Optional.of(text);
                case INTEGER -> Optional.of(Integer.valueOf(text));
                case LONG -> Optional.of(Long.valueOf(text));
                case BOOLEAN ->
                    TRUE.contains(text)
                            ? Optional.of(true)
                            : FALSE.contains(text) ? Optional.of(false) : Optional.empty();
                case BYTES -> BytesText.parse(text);
                case MAC_ADDRESS -> Optional.of(MacAddress.parse(text));
                case IP_ADDRESS -> Optional.of(InetAddress.ofLiteral(text));
                case INSTANT -> Optional.of(Instant.parse(text));
                case DURATION -> DurationText.parse(text);
            };
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            return Optional.empty();
        }
    }

    private static String wanted(FactType.Scalar type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "a whole number that fits 32 bits";
            case LONG -> "a whole number that fits 64 bits";
            case BOOLEAN -> "true or false";
            case BYTES -> "an amount: a number of bytes, or 64kib, 64mib, 64gib";
            case MAC_ADDRESS -> "a MAC address: six pairs of digits such as 00:16:3e:01:02:03";
            case IP_ADDRESS -> "an IP address";
            case INSTANT -> "a time such as 2026-11-22T03:45:45Z";
            case DURATION -> "a duration such as 500ms, 60s, 5m or 1h";
        };
    }
}
