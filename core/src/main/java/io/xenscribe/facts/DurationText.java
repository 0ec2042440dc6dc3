package io.xenscribe.facts;

import java.time.Duration;
import java.util.Optional;

/** Durations as people write them: a whole number and one of {@code ns us ms s m h d}. */
final class DurationText {

    private static final long NANOS = 1_000_000_000;

    private DurationText() {}

    /** In seconds, or in the largest unit below that leaves no fraction. */
    static void append(Duration duration, StringBuilder text) {
        long seconds = duration.getSeconds();
        int nanos = duration.getNano();
        if (nanos == 0) {
            text.append(seconds).append('s');
        } else if (Math.abs(seconds) >= Long.MAX_VALUE / NANOS) {
            text.append(seconds).append('s');
        } else if (nanos % 1_000_000 == 0) {
            text.append(seconds * 1000 + nanos / 1_000_000).append("ms");
        } else if (nanos % 1000 == 0) {
            text.append(seconds * 1_000_000 + nanos / 1000).append("us");
        } else {
            text.append(seconds * NANOS + nanos).append("ns");
        }
    }

    /** Nothing when the text is no such duration. */
    static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 18) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, digits));
        try {
            return switch (text.substring(digits)) {
                case "ns" -> Optional.of(Duration.ofNanos(count));
                case "us" -> Optional.of(Duration.ofSeconds(count / 1_000_000, count % 1_000_000 * 1000));
                case "ms" -> Optional.of(Duration.ofMillis(count));
                case "s" -> Optional.of(Duration.ofSeconds(count));
                case "m" -> Optional.of(Duration.ofMinutes(count));
                case "h" -> Optional.of(Duration.ofHours(count));
                case "d" -> Optional.of(Duration.ofDays(count));
                default -> Optional.empty();
            };
        } catch (ArithmeticException tooLong) {
            return Optional.empty();
        }
    }
}
