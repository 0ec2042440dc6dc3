package io.xenscribe.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs cells, several guests side by side: most of the time is waiting. */
final class FaultRun {

    /** Cells that one agent goes through, at the most. */
    private static final int TOGETHER = 20;

    private final int jobs;
    private final Consumer<CellResult> listener;

    /** @param listener is told of each cell as it ends, by one thread at a time */
    FaultRun(int jobs, Consumer<CellResult> listener) {
        this.jobs = jobs;
        this.listener = listener;
    }

    List<CellResult> run(List<FaultCell> cells) throws InterruptedException {
        List<Future<List<CellResult>>> groups = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
            for (List<FaultCell> group : groups(cells)) {
                groups.add(workers.submit(() -> runGroup(group)));
            }
        }
        List<CellResult> results = new ArrayList<>();
        for (Future<List<CellResult>> group : groups) {
            try {
                results.addAll(group.get());
            } catch (ExecutionException e) {
                throw new AssertionError("a group of cells could not be run", e);
            }
        }
        return results;
    }

    private static List<List<FaultCell>> groups(List<FaultCell> cells) {
        List<List<FaultCell>> groups = new ArrayList<>();
        List<FaultCell> group = new ArrayList<>();
        for (FaultCell cell : cells) {
            if (!group.isEmpty()
                    && (group.size() == TOGETHER || !group.getFirst().sharesAgentWith(cell))) {
                groups.add(group);
                group = new ArrayList<>();
            }
            group.add(cell);
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private List<CellResult> runGroup(List<FaultCell> cells) throws Exception {
        List<CellResult> results = new ArrayList<>();
        FaultBench bench = null;
        try {
            for (FaultCell cell : cells) {
                if (bench == null) {
                    bench = new FaultBench(cell);
                }
                CellResult result = bench.run(cell);
                results.add(result);
                synchronized (this) {
                    listener.accept(result);
                }
                if (!result.passed() || cell.fault().ending() != Fault.Ending.RIGHT) {
                    close(bench);
                    bench = null;
                }
            }
        } finally {
            close(bench);
        }
        return results;
    }

    private static void close(@Nullable FaultBench bench) throws Exception {
        if (bench != null) {
            bench.close();
        }
    }
}
