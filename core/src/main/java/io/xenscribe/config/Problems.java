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

/** Collects all problems, so that a person with five mistakes hears of five at once. For one thread. */
public final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    public void error(Place place, String message) {
        found.add(new Problem(Problem.Severity.ERROR, place, message));
    }

    public void warning(Place place, String message) {
        found.add(new Problem(Problem.Severity.WARNING, place, message));
    }

    /** An error about {@code word}, with the nearest of {@code known} as a suggestion where one is near. */
    public void unknown(Place place, String message, String word, Collection<String> known) {
        Optional<String> nearest = Suggestion.of(word, known);
        error(place, nearest.isPresent() ? message + ", did you mean '" + nearest.get() + "'?" : message);
    }

    public boolean hasErrors() {
        for (Problem problem : found) {
            if (problem.severity() == Problem.Severity.ERROR) {
                return true;
            }
        }
        return false;
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
            if (problem.severity() == Problem.Severity.ERROR || told.add(problem.message())) {
                brief.add(problem);
            }
        }
        return brief;
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
