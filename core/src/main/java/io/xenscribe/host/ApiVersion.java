package io.xenscribe.host;

import io.xenscribe.api.Collector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A version of the plugin API: three numbers, compared one after the other. */
public record ApiVersion(int major, int minor, int patch) implements Comparable<ApiVersion> {

    /**
     * {@code 1}, {@code 1.2} or {@code 1.2.3}; what is left out is 0, and what follows a dash is not looked at.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static ApiVersion parse(String text) {
        int dash = text.indexOf('-');
        String digits = dash < 0 ? text : text.substring(0, dash);
        int[] numbers = new int[3];
        int at = 0;
        for (int i = 0; at <= digits.length(); i++) {
            int dot = digits.indexOf('.', at);
            int end = dot < 0 ? digits.length() : dot;
            if (i == numbers.length) {
                throw new IllegalArgumentException("'" + text + "' is no version");
            }
            numbers[i] = number(digits.substring(at, end), text);
            at = end + 1;
        }
        return new ApiVersion(numbers[0], numbers[1], numbers[2]);
    }

    /** The version that this agent has: that of the module plugin-api, which the build writes beside its classes. */
    public static ApiVersion current() {
        try (InputStream in = Collector.class.getResourceAsStream("version")) {
            if (in == null) {
                throw new IllegalStateException("the plugin API does not say which version it is");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String digits, String text) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with the whole text.
        }
        throw new IllegalArgumentException("'" + text + "' is no version");
    }

    @Override
    public int compareTo(ApiVersion other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        return order != 0 ? order : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
