package io.xenscribe.testbed;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the agent and the daemon used, from the first minute on. */
final class SoakReport {

    private record Sample(Duration at, long foundKib, Vitals vitals, Map<String, Long> store) {

        long store(String counter) {
            return store.getOrDefault(counter, -1L);
        }
    }

    private final String setting;
    private final List<Sample> samples = new ArrayList<>();

    SoakReport(String setting) {
        this.setting = setting;
    }

    /**
     * Of an agent at rest.
     *
     * @param foundKib anonymous memory, with what the next collection will free
     * @param vitals after a collection
     * @param store the counters of the rig's bridge
     */
    void add(Duration at, long foundKib, Vitals vitals, Map<String, Long> store) {
        Sample sample = new Sample(at, foundKib, vitals, store);
        samples.add(sample);
        System.out.println(row(sample));
    }

    /** What is not as it was after the first minute. */
    List<String> wrong(long growthKib) {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        List<String> wrong = new ArrayList<>();
        long growth = last.vitals.anonymousKib() - first.vitals.anonymousKib();
        if (growth >= growthKib) {
            wrong.add("anonymous memory grew by " + growth + " KiB");
        }
        compare(wrong, "threads", first.vitals.threads(), last.vitals.threads());
        compare(wrong, "descriptors", first.vitals.descriptors(), last.vitals.descriptors());
        for (String counter : List.of("open", "watches", "transactions")) {
            compare(wrong, counter, first.store(counter), last.store(counter));
        }
        return wrong;
    }

    private static void compare(List<String> wrong, String what, long first, long last) {
        if (first != last) {
            wrong.add(what + ": " + first + " at first, " + last + " at the end");
        }
    }

    List<String> lines(String events, long logLines, List<String> wrong) {
        List<String> lines = new ArrayList<>();
        lines.add("# Soak");
        lines.add("");
        lines.add(LocalDate.now(ZoneOffset.UTC) + ", " + setting + ", "
                + samples.getLast().at.toMinutes() + " minutes: "
                + events.toLowerCase(Locale.ROOT).replace('_', ' ') + "; " + logLines + " lines in the log. "
                + (wrong.isEmpty() ? "Nothing is wrong." : "Wrong: " + String.join("; ", wrong) + "."));
        lines.add("");
        lines.add(
                "| minute | anonymous memory, KiB: as found | after a collection | threads | descriptors | open devices | watches | transactions |");
        lines.add("|---|---|---|---|---|---|---|---|");
        samples.forEach(sample -> lines.add(row(sample)));
        return lines;
    }

    private static String row(Sample sample) {
        return "| " + sample.at.toMinutes() + " | " + sample.foundKib + " | " + sample.vitals.anonymousKib() + " | "
                + sample.vitals.threads() + " | " + sample.vitals.descriptors() + " | " + sample.store("open") + " | "
                + sample.store("watches") + " | " + sample.store("transactions") + " |";
    }
}
