package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A publisher on a thread of its own, with facts that the test sets. */
final class Publishing implements AutoCloseable, PassListener {

    static final AgentIdentity AGENT = new AgentIdentity("1.2", 77, Instant.parse("2026-11-22T03:45:45Z"));
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long ALIVE_INTERVAL = Duration.ofMillis(20).toNanos();

    /** The facts, and how many times they were replaced. */
    private record Board(FactSnapshot snapshot, int version) {}

    /** What was asked of the store to change, in order, {@code path = value} and {@code rm path}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    final List<PassReport> reports = new CopyOnWriteArrayList<>();
    /** By the publisher's thread until the end of each pass, in bytes. */
    final List<Long> allocated = new CopyOnWriteArrayList<>();

    /** How often the publisher showed that it gets around, see {@link #watched}. */
    final AtomicInteger signsOfLife = new AtomicInteger();

    final List<String> troubles = new CopyOnWriteArrayList<>();

    private final HastyAgenda agenda = new HastyAgenda();
    private final MemoryStore memory;
    private final Publisher publisher;
    private final Thread thread;
    private final AtomicReference<Board> board =
            new AtomicReference<>(new Board(new FactSnapshot(Map.of(), Set.of()), 0));
    private final Object monitor = new Object();
    private Consumer<List<Request>> asked = requests -> {};
    private UnaryOperator<Xenstore> wrapper = store -> store;
    private volatile @Nullable WireTap tap;
    private final AtomicInteger refusedConnections = new AtomicInteger();
    private volatile int looked = -1;
    private volatile long aliveAt = System.nanoTime();
    private volatile boolean isWatched;
    private volatile boolean stopped;
    private volatile int done;

    Publishing(MemoryStore memory, Mapping mapping, Optional<PublishedFile> file) {
        this(memory, MappingChoice.of(Path.of("test.yaml"), mapping), file);
    }

    Publishing(MemoryStore memory, MappingChoice mappings, Optional<PublishedFile> file) {
        this.memory = memory;
        this.publisher = new Publisher(this::connect, this::look, mappings, file, AGENT, List.of(this), agenda);
        this.thread = new Thread(publisher::run, "publisher");
    }

    static Publishing of(MemoryStore memory, String mapping) {
        return new Publishing(memory, GuestFacts.mapping(mapping), Optional.empty());
    }

    static Publishing of(MemoryStore memory, String mapping, PublishedFile file) {
        return new Publishing(memory, GuestFacts.mapping(mapping), Optional.of(file));
    }

    /** To be told of requests as they are sent, on the publisher's thread; before the start. */
    Publishing telling(Consumer<List<Request>> listener) {
        asked = listener;
        return this;
    }

    /** To publish through another store; before the start. */
    Publishing through(UnaryOperator<Xenstore> other) {
        wrapper = other;
        return this;
    }

    /** No more nodes than these. */
    Publishing limited(int nodes) {
        publisher.limitNodes(nodes);
        return this;
    }

    /** The publisher has to show every 20 ms that it gets around; before the start. */
    Publishing watched() {
        isWatched = true;
        return this;
    }

    /** The next connections are refused; of a great many, all. */
    Publishing refusing(int connections) {
        refusedConnections.set(connections);
        return this;
    }

    /** From now on pauses are over as soon as they begin; not where something is to be tried for ever. */
    Publishing hurry() {
        agenda.hurry();
        connection().wake();
        return this;
    }

    /** Facts are replaced or come; nobody is told. */
    Publishing with(String collector, Record facts) {
        board.updateAndGet(old -> {
            Map<String, Record> all = new HashMap<>(old.snapshot().facts());
            all.put(collector, facts);
            Set<String> pending = new HashSet<>(old.snapshot().pending());
            pending.remove(collector);
            return new Board(new FactSnapshot(Map.copyOf(all), Set.copyOf(pending)), old.version() + 1);
        });
        return this;
    }

    Publishing pending(String... collectors) {
        board.updateAndGet(
                old -> new Board(new FactSnapshot(old.snapshot().facts(), Set.of(collectors)), old.version() + 1));
        return this;
    }

    /** Starts, and waits for the first pass. */
    Publishing start() {
        launch();
        until(() -> !reports.isEmpty());
        return this;
    }

    void launch() {
        thread.start();
    }

    /** Wakes the publisher and waits until it has published the present facts. */
    void settle() {
        int version = board.updateAndGet(old -> new Board(old.snapshot(), old.version() + 1))
                .version();
        publisher.wake();
        until(() -> done >= version);
    }

    void wake() {
        publisher.wake();
    }

    WireTap connection() {
        WireTap present = tap;
        assertThat(present).isNotNull();
        return Objects.requireNonNull(present);
    }

    /** Whether the publisher has looked at the facts. */
    boolean hasLooked() {
        return looked >= 0;
    }

    void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (monitor) {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime() - end)
                        .as("waited in vain; asked were %s", requests)
                        .isNegative();
                try {
                    monitor.wait(20);
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
        }
    }

    /** Whether the listener was told of the end. */
    boolean isStopped() {
        return stopped;
    }

    PassReport lastReport() {
        return reports.getLast();
    }

    /** Stops; returns how long that took. */
    Duration stop() {
        long before = System.nanoTime();
        publisher.stop();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        assertThat(thread.isAlive()).isFalse();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Override
    public void close() {
        Duration _ = stop();
    }

    @Override
    public void passed(PassReport report) {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            allocated.add(threads.getCurrentThreadAllocatedBytes());
        }
        reports.add(report);
        done = looked;
        tell();
    }

    @Override
    public void disconnected(String reason) {
        troubles.add(reason);
        tell();
    }

    @Override
    public void alive(long now) {
        if (isWatched && now - aliveAt >= 0) {
            aliveAt = now + ALIVE_INTERVAL;
            signsOfLife.incrementAndGet();
            tell();
        }
    }

    @Override
    public long nanosUntilAlive(long now) {
        return isWatched ? Math.max(0, aliveAt - now) : Long.MAX_VALUE;
    }

    @Override
    public void stopping() {
        stopped = true;
    }

    private void tell() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    private FactSnapshot look() {
        Board now = board.get();
        looked = now.version();
        return now.snapshot();
    }

    private Xenstore connect() throws XenstoreException {
        if (refusedConnections.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw Failures.unavailable("nobody listens");
        }
        WireTap next = new WireTap(agenda.onThisClock(memory.guest()), requests, asked);
        tap = next;
        return wrapper.apply(next);
    }
}
