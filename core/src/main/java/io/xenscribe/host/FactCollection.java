package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.publish.StoreFacts;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Facts collected once, for a command.
 *
 * @param facts by collector; those that have none are not there
 * @param silent why a collector has none, by its name
 */
public record FactCollection(Map<String, Record> facts, Map<String, String> silent) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(10);

    /**
     * Runs all collectors until each has published or failed, for a few seconds at the most.
     *
     * @param connection nothing where there is no store: collectors that read it find nothing, and there are no facts
     *     {@code store}
     * @throws XenstoreException when the store does not answer
     */
    public static FactCollection collect(AgentSetup setup, Root root, Optional<Xenstore> connection)
            throws InterruptedException, XenstoreException {
        Xenstore store = connection.orElseGet(() -> new MemoryStore(Toolstack.XAPI, 1).guest());
        Semaphore news = new Semaphore(0);
        FactBoard board = new FactBoard(news::release);
        List<CollectorRunner> runners =
                setup.allRunners(new Surroundings(root, () -> store, new StoreWatches(() -> store), board));
        runners.forEach(CollectorRunner::start);
        long end = System.nanoTime() + LIMIT.toNanos();
        FactBoard.Facts facts = board.snapshot();
        while (!facts.pending().isEmpty() && !allFail(facts, runners) && System.nanoTime() < end) {
            boolean _ = news.tryAcquire(STEP.toNanos(), TimeUnit.NANOSECONDS);
            facts = board.snapshot();
        }
        Map<String, String> silent = silent(facts, runners);
        CollectorRunner.stopAll(runners);
        Map<String, Record> all = new TreeMap<>(facts.records());
        if (connection.isPresent()) {
            all.put(StoreFacts.NAME, StoreFacts.read(store));
        }
        return new FactCollection(Collections.unmodifiableMap(all), silent);
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

    private static Map<String, String> silent(FactBoard.Facts facts, List<CollectorRunner> runners) {
        Map<String, String> silent = new LinkedHashMap<>();
        for (CollectorRunner runner : runners) {
            if (!facts.records().containsKey(runner.name())) {
                silent.put(runner.name(), reason(runner.health()));
            }
        }
        return silent;
    }

    private static String reason(CollectorHealth health) {
        String silence = health.state() == CollectorHealth.State.FINISHED
                ? "has nothing to report"
                : "has reported nothing within " + LIMIT.toSeconds() + " s";
        return health.lastError().orElse(silence);
    }
}
