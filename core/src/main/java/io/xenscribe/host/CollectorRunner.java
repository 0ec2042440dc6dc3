package io.xenscribe.host;

import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.facts.FactSchema;
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
 * Has one collector run on a thread of its own, and looks after it: whatever it does costs only its own facts. Safe for any
 * thread, but for {@link #look}.
 */
public final class CollectorRunner {

    /** How long collectors have to end, all together. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(CollectorRunner.class);
    /** A collector that words its trouble anew each time is not worth more memory. */
    private static final int MOST_CONDITIONS = 16;

    /** A collector that fails at the start is not given up at once: until then, what an earlier run published stays. */
    private static final int FAILURES_IN_GOOD_FAITH = 3;

    private static final long NEVER = Long.MIN_VALUE;

    private final LoadedCollector<?> collector;
    private final FactSchema schema;
    private final Record options;
    private final Surroundings surroundings;
    private final Backoff backoff;
    private final CollectorThreads threads;
    private final Vigil vigil;
    private volatile CollectorThread thread;

    private volatile State state = State.STARTING;
    private volatile @Nullable String lastError;
    private volatile long lastPublish = NEVER;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean started;
    private volatile boolean stopping;

    /** Told already. */
    private final Set<String> conditions = new HashSet<>();

    private int failures;

    /** @param options of the class {@link LoadedCollector#options} */
    public CollectorRunner(LoadedCollector<?> collector, Record options, Surroundings surroundings) {
        this(collector, options, surroundings, Backoff.USUAL, Vigil.Patience.USUAL);
    }

    CollectorRunner(
            LoadedCollector<?> collector,
            Record options,
            Surroundings surroundings,
            Backoff backoff,
            Vigil.Patience patience) {
        this.collector = collector;
        this.schema = FactSchema.of(collector.facts());
        this.options = options;
        this.surroundings = surroundings;
        this.backoff = backoff;
        this.threads = new CollectorThreads(collector.name());
        this.vigil = new Vigil(this, threads, patience);
        this.thread = thread(false);
    }

    private CollectorThread thread(boolean isRenewed) {
        return new CollectorThread(threads, collector, schema, options, surroundings, new Course(), isRenewed);
    }

    /** Starts the collector; once. The board expects its facts from now on. */
    public void start() {
        surroundings.board().expect(collector.name());
        started = true;
        thread.start();
    }

    /** Asks the collector to end; {@link #awaitEnd} waits for it. */
    public void stop() {
        stopping = true;
        thread.end();
    }

    /**
     * Waits until a stopped collector has ended. One that does not is named in a warning and left behind.
     *
     * @return whether it has ended
     * @throws InterruptedException when the calling thread is interrupted
     */
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        CollectorThread last = thread;
        if (last.getState() == Thread.State.NEW || (!last.isAbandoned() && last.join(limit))) {
            return true;
        }
        state = State.STUCK;
        if (last.isAbandoned()) {
            return false;
        }
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
            if (Exhaustion.hasBegun()) {
                return;
            }
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
                thread.isFlooding(System.nanoTime()) ? State.FLOODING : state,
                Optional.ofNullable(lastError),
                restarts.get(),
                published == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(published)),
                vigil.leftBehind());
    }

    /**
     * Looks whether the collector lives, and does something about it when it does not. Belongs to one thread.
     *
     * @param now {@link System#nanoTime}
     * @return after how many nanoseconds to look again at the latest; {@link Long#MAX_VALUE} when there is nothing to see
     */
    long look(long now) {
        if (!started || stopping) {
            vigil.reap();
            return Long.MAX_VALUE;
        }
        if (thread.isFlooding(now)) {
            tell("publishes all the time; it is held back to 50 times a second");
        }
        return vigil.look(thread, now);
    }

    /** Goes on without the thread that it had, and for now without another. */
    void giveUp(String error) {
        thread.abandon();
        lastError = error;
        state = State.STUCK;
        tell(error + " and cannot be ended; it is left behind, and another one is started after a pause");
        surroundings.board().nudge();
    }

    /** Starts a new object of the collector's class on a new thread. */
    void renew() {
        CollectorThread next = thread(true);
        thread = next;
        restarts.incrementAndGet();
        state = State.FAILING;
        next.start();
        if (stopping) {
            next.end();
        }
    }

    /** Warns of a condition, once. */
    void tell(String condition) {
        synchronized (conditions) {
            if (conditions.size() >= MOST_CONDITIONS || !conditions.add(condition)) {
                return;
            }
        }
        LOG.warn("{}: {}", collector.name(), condition);
    }

    /** On the collector's thread. */
    private final class Course implements CollectorThread.Course {

        @Override
        public void published() {
            lastPublish = System.currentTimeMillis();
            if (state == State.STARTING || state == State.FAILING) {
                state = State.RUNNING;
            }
        }

        @Override
        public void remarked(String remark) {
            tell(remark);
        }

        @Override
        public long failed(Throwable failure, @Nullable String verdict, long nanosLasted) {
            if (nanosLasted >= backoff.well().toNanos() && verdict == null) {
                failures = 0;
                synchronized (conditions) {
                    conditions.clear();
                }
            }
            failures++;
            state = State.FAILING;
            String reason = verdict == null ? reason(failure) : verdict;
            lastError = reason;
            if (failures >= FAILURES_IN_GOOD_FAITH || failure instanceof KernelAbsentException) {
                surroundings.board().settle(collector.name());
            }
            vigil.runEnded();
            tell(reason + "; starting it again, with pauses of up to "
                    + backoff.longest().toSeconds() + " s");
            LOG.debug("{}: failure {}", collector.name(), failures, failure);
            surroundings.board().nudge();
            return backoff.pause(failures).toMillis();
        }

        @Override
        public void startsAgain() {
            restarts.incrementAndGet();
        }

        @Override
        public void ended(boolean byItself) {
            if (byItself) {
                vigil.runEnded();
                state = State.FINISHED;
            } else if (stopping) {
                state = State.STOPPED;
            }
            surroundings.board().settle(collector.name());
        }
    }

    private static String reason(Throwable failure) {
        return failure instanceof InterruptedException ? "was interrupted, not by the agent" : Reason.of(failure);
    }
}
