package io.xenscribe.testbed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results as a table in Markdown: a row for each fault, the errors of one kind together; a column for each phase. */
final class FaultTable {

    private static final String FAIL = "fail ";

    private final Map<String, Map<FaultPhase, List<CellResult>>> rows = new LinkedHashMap<>();

    FaultTable(List<CellResult> results) {
        for (CellResult result : results) {
            rows.computeIfAbsent(row(result.cell().fault()), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(result.cell().phase(), _ -> new ArrayList<>())
                    .add(result);
        }
    }

    private static String row(Fault fault) {
        return fault.family().startsWith(FAIL) ? fault.family() + ", each operation" : fault.name();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| fault | idle | first publish | storm |");
        lines.add("|---|---|---|---|");
        rows.forEach((name, phases) -> {
            StringBuilder line = new StringBuilder("| `" + name.replace(", each", "`, each"));
            line.append(name.contains(", each") ? "" : "`");
            for (FaultPhase phase : FaultPhase.values()) {
                line.append(" | ").append(cell(phases.getOrDefault(phase, List.of())));
            }
            lines.add(line + " |");
        });
        return lines;
    }

    private static String cell(List<CellResult> results) {
        if (results.isEmpty()) {
            return "";
        }
        long passed = results.stream().filter(CellResult::passed).count();
        List<Duration> times = results.stream()
                .filter(CellResult::passed)
                .flatMap(result -> result.untilRight().stream())
                .sorted()
                .toList();
        String count = passed + "/" + results.size();
        if (times.isEmpty()) {
            return count;
        }
        return count + ", " + milliseconds(times.get(times.size() / 2)) + " / " + milliseconds(times.getLast());
    }

    private static String milliseconds(Duration time) {
        double millis = time.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%.0f", millis);
    }
}
