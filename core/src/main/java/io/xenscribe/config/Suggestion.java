package io.xenscribe.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what was probably meant. */
public final class Suggestion {

    /** Words longer than this are not what a person mistyped. */
    private static final int LONGEST = 200;

    private Suggestion() {}

    /**
     * The word of {@code known} that is nearest to {@code word}: fewest letters added, left out, replaced or swapped
     * with the neighbour, and at most one in three. Nothing where none is near.
     */
    public static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int nearest = Math.max(1, word.length() / 3) + 1;
        String found = null;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) >= nearest) {
                continue;
            }
            int distance = distance(word, candidate);
            if (distance < nearest) {
                nearest = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The optimal string alignment distance. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= to.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            for (int j = 1; j <= to.length(); j++) {
                int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    best = Math.min(best, cost[i - 2][j - 2] + 1);
                }
                cost[i][j] = best;
            }
        }
        return cost[from.length()][to.length()];
    }
}
