package io.xenscribe.cli;

import io.xenscribe.config.Place;
import io.xenscribe.host.OneLine;
import io.xenscribe.json.JsonWriter;
import io.xenscribe.mappingtest.Difference;
import io.xenscribe.mappingtest.TestResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the tests of some mappings went, for people and for programs. For one thread. */
final class TestReport {

    private final Map<Path, List<TestResult>> results = new LinkedHashMap<>();

    void add(Path mapping, List<TestResult> ofMapping) {
        results.put(mapping, ofMapping);
    }

    boolean passed() {
        return count(false) == 0;
    }

    private long count(boolean passed) {
        return results.values().stream()
                .flatMap(List::stream)
                .filter(result -> result.passed() == passed)
                .count();
    }

    /** A line for each mapping, one for each test with its differences below, and what came of all. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        results.forEach((mapping, ofMapping) -> {
            lines.add(mapping + (ofMapping.isEmpty() ? ": has no tests" : ""));
            for (TestResult result : ofMapping) {
                lines.add((result.passed() ? "  ok      " : "  FAILED  ")
                        + OneLine.of(result.test().name()));
                result.failures().forEach(failure -> lines.addAll(lines(failure)));
            }
        });
        long failed = count(false);
        long all = failed + count(true);
        if (all > 0) {
            String tests = all == 1 ? "1 test" : all + " tests";
            lines.add(failed == 0 ? tests + " passed" : failed + " of " + tests + " failed");
        }
        return lines;
    }

    private static List<String> lines(TestResult.Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("    step " + failure.step() + " (" + failure.place().fileAndLine() + ")");
        Columns columns = new Columns();
        for (Difference difference : failure.differences()) {
            columns.row(
                    "      " + difference.kind(),
                    subject(difference),
                    difference
                            .expected()
                            .map(value -> "expected " + quoted(value))
                            .orElse(""),
                    difference.actual().map(value -> "is " + quoted(value)).orElse(""),
                    origins(difference, failure.place()));
        }
        lines.addAll(columns.lines());
        return lines;
    }

    private static String subject(Difference difference) {
        return switch (difference.subject()) {
            case KEY -> difference.path();
            case COMMIT -> "commit " + (difference.path().isEmpty() ? "in this order" : difference.path());
            case WARNING -> "warning";
        };
    }

    private static String quoted(String value) {
        return '"' + OneLine.of(value) + '"';
    }

    /** Where to look: the line of the test unless it is the step's, and the rule; without the folders. */
    private static String origins(Difference difference, Place step) {
        List<String> origins = new ArrayList<>();
        if (!difference.place().equals(step)) {
            origins.add("test " + withoutFolder(difference.place().fileAndLine()));
        }
        difference.rule().ifPresent(rule -> origins.add("rule " + withoutFolder(rule)));
        return origins.isEmpty() ? "" : "# " + String.join(", ", origins);
    }

    private static String withoutFolder(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }

    JsonWriter json() {
        JsonWriter json = new JsonWriter();
        json.beginArray();
        results.forEach((mapping, ofMapping) -> {
            json.beginObject().name("file").value(mapping.toString());
            json.name("tests").beginArray();
            ofMapping.forEach(result -> write(result, json));
            json.endArray().endObject();
        });
        return json.endArray();
    }

    private static void write(TestResult result, JsonWriter json) {
        json.beginObject();
        json.name("name").value(result.test().name());
        json.name("line").value(result.test().place().line());
        json.name("passed").value(result.passed());
        json.name("failures").beginArray();
        for (TestResult.Failure failure : result.failures()) {
            json.beginObject();
            json.name("step").value(failure.step());
            json.name("line").value(failure.place().line());
            json.name("differences").beginArray();
            failure.differences().forEach(difference -> write(difference, json));
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    private static void write(Difference difference, JsonWriter json) {
        json.beginObject();
        json.name("subject").value(difference.subject().name().toLowerCase(Locale.ROOT));
        json.name("kind").value(difference.kind());
        write("path", Optional.of(difference.path()).filter(path -> !path.isEmpty()), json);
        write("expected", difference.expected(), json);
        write("actual", difference.actual(), json);
        json.name("place").value(difference.place().toString());
        write("rule", difference.rule(), json);
        json.endObject();
    }

    private static void write(String name, Optional<String> value, JsonWriter json) {
        value.ifPresent(text -> json.name(name).value(text));
    }
}
