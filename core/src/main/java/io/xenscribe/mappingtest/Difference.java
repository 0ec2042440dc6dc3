package io.xenscribe.mappingtest;

import io.xenscribe.config.Place;
import java.util.Optional;

/**
 * One thing that a test expected and that is not so, or the other way round.
 *
 * @param subject what it is about
 * @param path of the key; empty when it is about none, or about the order of several
 * @param expected nothing where there should be none
 * @param actual nothing where there is none
 * @param place of the expectation; of the step where nothing was said of this path
 * @param rule that made what there is, as {@code file:line}
 */
public record Difference(
        Subject subject,
        String path,
        Optional<String> expected,
        Optional<String> actual,
        Place place,
        Optional<String> rule) {

    /** What can differ. */
    public enum Subject {
        KEY,
        /** A commit key, whose writing is the point: its value may be what it was. */
        COMMIT,
        WARNING
    }

    /** In one word: {@code missing}, {@code unexpected} or {@code different}. */
    public String kind() {
        if (actual.isEmpty()) {
            return "missing";
        }
        return expected.isEmpty() ? "unexpected" : "different";
    }

    /** Whether it is the same difference, whichever line of the test shows it. */
    boolean isSame(Difference other) {
        return subject == other.subject
                && path.equals(other.path)
                && expected.equals(other.expected)
                && actual.equals(other.actual);
    }
}
