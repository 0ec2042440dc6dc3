package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.xenstore.Xenstore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Facts collected once, for a command.
 *
 * @param facts by collector; those that have none are not there
 * @param remarks why a collector has none, one line each
 */
public record FactCollection(Map<String, Record> facts, List<String> remarks) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(10);

    /** Runs all collectors until each has published or failed, for a few seconds at the most. */
    public static FactCollection collect(AgentSetup setup, Root root, Xenstore store) throws InterruptedException {
        Semaphore news = new Semaphore(0);
        FactBoard board = new FactBoard(news::release);
        List<CollectorRunner> runners =
                setup.runners(new Surroundings(root, () -> store, new StoreWatches(() -> store), board));
        runners.forEach(CollectorRunner::start);
        long end = System.nanoTime() + LIMIT.toNanos();
        FactBoard.Facts facts = board.snapshot();
        while (!facts.pending().isEmpty() && !allFail(facts, runners) && System.nanoTime() < end) {
            boolean _ = news.tryAcquire(STEP.toNanos(), TimeUnit.NANOSECONDS);
            facts = board.snapshot();
        }
        List<String> remarks = remarks(facts, runners);
        CollectorRunner.stopAll(runners);
        return new FactCollection(facts.records(), remarks);
    }

    /** A failure is told to nobody; and what fails at once, would fail again in a second. */
    private static boolean allFail(FactBoard.Facts facts, List<CollectorRunner> runners) {
        for (CollectorRunner runner : runners) {
            boolean isAwaited = facts.pending().contains(runner.name());
            if (isAwaited && runner.health().state() != CollectorHealth.State.FAILING) {
                return false;
            }
        }
        return true;
    }

    private static List<String> remarks(FactBoard.Facts facts, List<CollectorRunner> runners) {
        List<String> remarks = new ArrayList<>();
        for (CollectorRunner runner : runners) {
            if (!facts.records().containsKey(runner.name())) {
                remarks.add(runner.name() + ": " + reason(runner.health()));
            }
        }
        return remarks;
    }

    private static String reason(CollectorHealth health) {
        String silence = health.state() == CollectorHealth.State.FINISHED
                ? "has nothing to report"
                : "has reported nothing within " + LIMIT.toSeconds() + " s";
        return health.lastError().orElse(silence);
    }
}
