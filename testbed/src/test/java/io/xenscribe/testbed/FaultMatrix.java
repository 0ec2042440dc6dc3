package io.xenscribe.testbed;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code testbed/faults}: runs the matrix or a part of it, and shows what came of it as a table. */
public final class FaultMatrix {

    private static final int JOBS = 6;
    private static final int USAGE = 2;

    private final List<String> faults = new ArrayList<>();
    private String daemon = "";
    private String toolstack = "";
    private String phase = "";
    private boolean pairwise;
    private boolean write;
    private int repeat = 1;
    private int jobs = JOBS;

    private FaultMatrix() {}

    /** Runs it; {@code testbed/faults --help} tells the options. */
    public static void main(String[] arguments) throws Exception {
        FaultMatrix matrix = new FaultMatrix();
        if (!matrix.read(List.of(arguments))) {
            System.exit(USAGE);
        }
        System.exit(matrix.run() ? 0 : 1);
    }

    private boolean read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--pairwise")) {
                pairwise = true;
            } else if (option.equals("--write")) {
                write = true;
            } else if (i + 1 == arguments.size() || !take(option, arguments.get(++i))) {
                System.err.println("faults: what is " + option + "? --help tells the options");
                return false;
            }
        }
        return true;
    }

    private boolean take(String option, String value) {
        switch (option) {
            case "--fault" -> faults.addAll(List.of(value.split(",", -1)));
            case "--backend" -> daemon = value;
            case "--layout" -> toolstack = value;
            case "--phase" -> phase = value;
            case "--repeat" -> repeat = Integer.parseInt(value);
            case "--jobs" -> jobs = Integer.parseInt(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean run() throws InterruptedException, IOException {
        List<FaultCell> chosen = chosen();
        System.out.println(chosen.size() + " cells, " + jobs + " side by side");
        List<CellResult> results = new FaultRun(jobs, System.out::println).run(chosen);
        List<CellResult> wrong =
                results.stream().filter(result -> !result.passed()).toList();
        List<String> table = table(results);
        System.out.println();
        table.forEach(System.out::println);
        wrong.forEach(result -> System.out.println("\n" + result));
        if (write || isWhole()) {
            String part = repeat > 1 ? "cells in a row" : "fault matrix";
            new MarkedText(Places.PROJECT.resolve("docs/reliability.md"), part).replace(table);
        }
        return wrong.isEmpty() && !results.isEmpty();
    }

    private List<FaultCell> chosen() {
        List<FaultCell> all = FaultCell.all();
        List<FaultCell> chosen = new ArrayList<>();
        for (FaultCell cell : pairwise ? FaultSelection.pairwise(all) : all) {
            if (isChosen(cell)) {
                for (int i = 0; i < repeat; i++) {
                    chosen.add(cell);
                }
            }
        }
        return chosen;
    }

    private boolean isWhole() {
        return faults.isEmpty() && daemon.isEmpty() && toolstack.isEmpty() && phase.isEmpty() && !pairwise;
    }

    private boolean isChosen(FaultCell cell) {
        return matches(daemon, cell.daemon())
                && matches(toolstack, cell.toolstack())
                && matches(phase, cell.phase())
                && (faults.isEmpty()
                        || faults.stream().anyMatch(name -> cell.fault().name().startsWith(name)));
    }

    private static boolean matches(String wanted, Enum<?> value) {
        return wanted.isEmpty()
                || wanted.equals(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private List<String> table(List<CellResult> results) {
        List<String> lines = new ArrayList<>();
        long passed = results.stream().filter(CellResult::passed).count();
        lines.add(LocalDate.now(ZoneOffset.UTC) + ": " + passed + " of " + results.size() + " cells passed, " + jobs
                + " guests side by side. Times in milliseconds until dom0 had the last key: median / longest.");
        lines.add("");
        lines.addAll(new FaultTable(results).lines());
        return lines;
    }
}
