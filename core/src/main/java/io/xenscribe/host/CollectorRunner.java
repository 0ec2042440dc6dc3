package io.xenscribe.host;

import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.host.CollectorHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one collector on a thread of its own, and again after a pause when it fails, until it returns or is stopped.
 * Whatever it does costs only its own facts. Safe for any thread.
 */
public final class CollectorRunner {

    /** How long collectors have to end, all together. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CollectorRunner.class);
    private static final long STACK_SIZE = 256 * 1024;
    /** A collector that words its trouble anew each time is not worth more memory. */
    private static final int MOST_CONDITIONS = 16;

    /** A collector that fails at the start is not given up at once: until then, what an earlier run published stays. */
    private static final int FAILURES_IN_GOOD_FAITH = 3;

    private static final long NEVER = Long.MIN_VALUE;

    private final LoadedCollector<?> collector;
    private final Record options;
    private final Surroundings surroundings;
    private final Backoff backoff;
    private final Thread thread;

    private volatile State state = State.STARTING;
    private volatile @Nullable HostContext<?> context;
    private volatile @Nullable String lastError;
    private volatile long lastPublish = NEVER;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean stopping;

    /** Told already; belongs to the collector's thread. */
    private final Set<String> conditions = new HashSet<>();

    private int failures;

    /** @param options of the class {@link LoadedCollector#options} */
    public CollectorRunner(LoadedCollector<?> collector, Record options, Surroundings surroundings) {
        this(collector, options, surroundings, Backoff.USUAL);
    }

    CollectorRunner(LoadedCollector<?> collector, Record options, Surroundings surroundings, Backoff backoff) {
        this.collector = collector;
        this.options = options;
        this.surroundings = surroundings;
        this.backoff = backoff;
        this.thread = new Thread(null, this::run, collector.name(), STACK_SIZE, false);
        // A collector that does not end must not keep the agent from ending.
        thread.setDaemon(true);
        thread.setContextClassLoader(collector.collector().getClass().getClassLoader());
    }

    /** Starts the collector; once. The board expects its facts from now on. */
    public void start() {
        surroundings.board().expect(collector.name());
        thread.start();
    }

    /** Asks the collector to end; {@link #awaitEnd} waits for it. */
    public void stop() {
        stopping = true;
        thread.interrupt();
        HostContext<?> current = context;
        if (current != null) {
            current.stop();
        }
    }

    /**
     * Waits until a stopped collector has ended. One that does not is named in a warning and left behind.
     *
     * @return whether it has ended
     * @throws InterruptedException when the calling thread is interrupted
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        if (thread.getState() == Thread.State.NEW || thread.join(limit)) {
            return true;
        }
        state = State.STUCK;
        LOG.warn("{}: the collector does not end; it is left behind", collector.name());
        return false;
    }

    /** Stops several, which have {@link #PATIENCE} together. */
    public static void stopAll(List<CollectorRunner> runners) throws InterruptedException {
        for (CollectorRunner runner : runners) {
            runner.stop();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (CollectorRunner runner : runners) {
            runner.awaitEnd(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    public String name() {
        return collector.name();
    }

    /** Whether it runs this very collector with these options. */
    boolean runs(LoadedCollector<?> other, Record otherOptions) {
        return collector.collector() == other.collector() && options.equals(otherOptions);
    }

    public CollectorHealth health() {
        long published = lastPublish;
        return new CollectorHealth(
                collector.name(),
                state,
                Optional.ofNullable(lastError),
                restarts.get(),
                published == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(published)));
    }

    private void run() {
        try {
            while (!stopping && !runOnce(collector)) {
                pause();
            }
        } finally {
            surroundings.board().settle(collector.name());
            if (stopping) {
                state = State.STOPPED;
            }
        }
    }

    /** Whether it is over: the collector has returned, or was stopped. */
    private <F extends Record> boolean runOnce(LoadedCollector<F> one) {
        long start = System.nanoTime();
        try (HostContext<F> lent = new HostContext<>(one, options, surroundings, this::published)) {
            context = lent;
            // An interrupt left over from the run before is not this one's; stop() sets its mark first.
            Thread.interrupted();
            if (stopping) {
                return true;
            }
            one.collector().collect(lent);
            state = State.FINISHED;
            return true;
        } catch (Throwable failure) {
            if (stopping) {
                return true;
            }
            failed(failure, System.nanoTime() - start);
            return false;
        } finally {
            context = null;
        }
    }

    private void published() {
        lastPublish = System.currentTimeMillis();
        if (state == State.STARTING || state == State.FAILING) {
            state = State.RUNNING;
        }
    }

    private void failed(Throwable failure, long lasted) {
        if (lasted >= backoff.well().toNanos()) {
            failures = 0;
            conditions.clear();
        }
        failures++;
        state = State.FAILING;
        String reason = reason(failure);
        lastError = reason;
        if (failures >= FAILURES_IN_GOOD_FAITH || failure instanceof KernelAbsentException) {
            surroundings.board().settle(collector.name());
        }
        if (conditions.size() < MOST_CONDITIONS && conditions.add(reason)) {
            LOG.warn("{}: {}; starting it again, with pauses of up to {} s", collector.name(), reason, longest());
        }
        LOG.debug("{}: failure {}", collector.name(), failures, failure);
        surroundings.board().nudge();
    }

    private long longest() {
        return backoff.longest().toSeconds();
    }

    private static String reason(Throwable failure) {
        return failure instanceof InterruptedException ? "was interrupted, not by the agent" : Reason.of(failure);
    }

    private void pause() {
        try {
            Thread.sleep(backoff.pause(failures));
        } catch (InterruptedException e) {
            // Stopped, which the caller sees; or by the collector's own doing, which only shortens the pause.
        }
        if (!stopping) {
            restarts.incrementAndGet();
        }
    }
}
