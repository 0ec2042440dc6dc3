package io.xenscribe.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects all problems, so that a person with five mistakes hears of five at once. Of a file that is no configuration at
 * all, the first few hundred will do. For one thread.
 */
public final class Problems {

    static final int MOST = 300;

    /** Messages quote what is wrong, which may be long. */
    private static final int LONGEST = 1000;

    private final Set<Problem> found = new LinkedHashSet<>();
    private @Nullable Problem firstLeftOut;
    private int leftOut;

    public void error(Place place, String message) {
        add(Problem.Severity.ERROR, place, message);
    }

    public void warning(Place place, String message) {
        add(Problem.Severity.WARNING, place, message);
    }

    private void add(Problem.Severity severity, Place place, String message) {
        String brief = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
        Problem problem = new Problem(severity, place, brief);
        if (found.size() < MOST) {
            found.add(problem);
        } else if (!found.contains(problem)) {
            leftOut++;
            if (firstLeftOut == null || (!isError(firstLeftOut) && isError(problem))) {
                firstLeftOut = problem;
            }
        }
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == Problem.Severity.ERROR;
    }

    /** An error about {@code word}, with the nearest of {@code known} as a suggestion where one is near. */
    public void unknown(Place place, String message, String word, Collection<String> known) {
        Optional<String> nearest = Suggestion.of(word, known);
        error(place, nearest.isPresent() ? message + ", did you mean '" + nearest.get() + "'?" : message);
    }

    public boolean hasErrors() {
        for (Problem problem : found) {
            if (isError(problem)) {
                return true;
            }
        }
        return firstLeftOut != null && isError(firstLeftOut);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them: files in the order in which they came up, and each file from top to bottom. */
    public List<Problem> all() {
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, Integer> files = new LinkedHashMap<>();
        for (Problem problem : found) {
            files.putIfAbsent(problem.place().file(), files.size());
        }
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(
                        (Problem problem) -> files.getOrDefault(problem.place().file(), 0))
                .thenComparingInt(problem -> problem.place().line())
                .thenComparingInt(problem -> problem.place().column()));
        if (firstLeftOut != null) {
            String message = "and " + leftOut + " problems more, of which this is the first: " + firstLeftOut.message();
            sorted.add(new Problem(firstLeftOut.severity(), firstLeftOut.place(), message));
        }
        return List.copyOf(sorted);
    }

    /**
     * The same, but of warnings with equal words only the first: what one missing plugin costs stands in many places, and
     * one line is enough for whoever did not ask for them.
     */
    public List<Problem> brief() {
        Set<String> told = new HashSet<>();
        List<Problem> brief = new ArrayList<>();
        for (Problem problem : all()) {
            if (isError(problem) || told.add(problem.message())) {
                brief.add(problem);
            }
        }
        return brief;
    }

    /** The same, but each says itself where else it would have been told. */
    public List<Problem> grouped() {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (Problem problem : all()) {
            places.computeIfAbsent(problem.message(), _ -> new ArrayList<>()).add(problem.place());
        }
        List<Problem> grouped = new ArrayList<>();
        for (Problem problem : brief()) {
            List<Place> all = places.getOrDefault(problem.message(), List.of());
            boolean isAlone = problem.severity() == Problem.Severity.ERROR || all.size() < 2;
            grouped.add(isAlone ? problem : problem.withMore(all.subList(1, all.size())));
        }
        return grouped;
    }

    /** One problem a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Problem problem : all()) {
            text.append(problem).append('\n');
        }
        return text.toString();
    }
}
