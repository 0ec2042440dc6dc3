package io.xenscribe.host;

import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Netlink;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import io.xenscribe.api.XenstoreReader;
import io.xenscribe.facts.FactInspection;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.linux.Descriptor;
import io.xenscribe.linux.FileSystems;
import io.xenscribe.linux.NetlinkSocket;
import io.xenscribe.linux.WatchedDirectory;
import io.xenscribe.linux.WatchedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a collector is lent for one run; made on the collector's thread, and closed there when the run is over. */
final class HostContext<F extends Record> implements Context<F>, AutoCloseable {

    /** Above it a collector forgets to close, or it would take the descriptors of all others. */
    private static final int MOST_SOURCES = 256;

    private static final long AT_REST = Long.MIN_VALUE;

    private final LoadedCollector<F> collector;
    private final FactSchema schema;
    private final Record options;
    private final Surroundings surroundings;
    private final PublishListener listener;
    private final Thread thread = Thread.currentThread();
    private final SourceWait wait = new SourceWait();
    private final PublishBudget budget = new PublishBudget(System.nanoTime());
    private final List<Source> sources = new ArrayList<>();
    private volatile boolean over;

    /** When the collector's thread last left the wait, or published; {@link #AT_REST} while it waits. */
    private volatile long busySince = System.nanoTime();

    /** What the runner hears of. */
    interface PublishListener {

        /** After each {@link #publish}, also of equal facts. */
        void published();

        /** Something in the facts cannot be used; said each time. */
        void remarked(String remark);
    }

    HostContext(
            LoadedCollector<F> collector,
            FactSchema schema,
            Record options,
            Surroundings surroundings,
            PublishListener listener) {
        this.collector = collector;
        this.schema = schema;
        this.options = options;
        this.surroundings = surroundings;
        this.listener = listener;
    }

    /** What a collector publishes that was told to end, or a thread that outlived the run, is ignored. */
    @Override
    @SuppressWarnings("ConstantValue") // A plugin need not keep to the contract.
    public void publish(F facts) {
        if (facts == null) {
            throw new IllegalArgumentException(collector.name() + " published null instead of facts");
        }
        if (!collector.facts().isInstance(facts)) {
            String given = ((Object) facts).getClass().getName();
            throw new IllegalArgumentException(collector.name() + " published a " + given + ", but its facts are "
                    + collector.facts().getName());
        }
        showLife();
        if (!over && surroundings.board().isNews(collector.name(), facts)) {
            FactInspection.Result inspected = FactInspection.of(facts, schema, collector.name());
            inspected.remarks().forEach(listener::remarked);
            if (!over) {
                surroundings.board().put(collector.name(), inspected.record());
            }
        }
        if (!over) {
            listener.published();
        }
        budget.spend();
        showLife();
    }

    private void showLife() {
        if (Thread.currentThread() == thread) {
            busySince = System.nanoTime();
        }
    }

    @Override
    public <O extends Record> O options(Class<O> type) {
        if (!type.isInstance(options)) {
            throw new IllegalArgumentException("the options of " + collector.name() + " are "
                    + collector.options().getName() + ", not " + type.getName());
        }
        return type.cast(options);
    }

    @Override
    public Root root() {
        return surroundings.root();
    }

    @Override
    public XenstoreReader xenstore() {
        return new StoreReading(surroundings.store());
    }

    @Override
    public FileSystemUsage statfs(Path path) throws IOException {
        checkLinux();
        return FileSystems.statfs(path);
    }

    @Override
    public Netlink netlink(int groups) throws IOException {
        checkKernel();
        NetlinkSocket socket = NetlinkSocket.open(groups);
        lend(socket);
        return socket;
    }

    @Override
    public Source file(Path path) throws IOException {
        checkKernel();
        return lend(WatchedFile.open(path));
    }

    @Override
    public Source directory(Path path) throws IOException {
        checkLinux();
        return lend(WatchedDirectory.open(path));
    }

    @Override
    public Source watch(String path) throws IOException {
        return lend(surroundings.watches().watch(path, wait::ring));
    }

    @Override
    public Set<Source> await(Duration limit, Source... waitedFor) throws InterruptedException {
        busySince = AT_REST;
        try {
            return wait.await(limit, waitedFor);
        } finally {
            busySince = System.nanoTime();
        }
    }

    /** From any thread: ends the wait, and all later ones. What is published from now on is ignored. */
    void stop() {
        over = true;
        budget.end(thread);
        wait.stop();
    }

    /** For how many nanoseconds the collector has neither waited nor published; negative while it waits. */
    long silence(long now) {
        long since = busySince;
        return since == AT_REST ? -1 : Math.max(0, now - since);
    }

    /** Whether it publishes so often that it is held back. */
    boolean isFlooding(long now) {
        return budget.isFlooding(now);
    }

    @Override
    public void close() {
        over = true;
        for (Source source : sources) {
            source.close();
        }
        sources.clear();
        wait.close();
    }

    private Source lend(Source source) throws IOException {
        sources.removeIf(HostContext::isClosed);
        if (sources.size() >= MOST_SOURCES) {
            source.close();
            throw new IOException("has " + MOST_SOURCES
                    + " sources open, and opens one more: it must close those that it no" + " longer waits for");
        }
        sources.add(source);
        return source;
    }

    private static boolean isClosed(Source source) {
        if (source instanceof Descriptor descriptor) {
            return !descriptor.isOpen();
        }
        return source instanceof StoreWatch watch && !watch.isOpen();
    }

    private void checkKernel() throws IOException {
        if (!root().isLive()) {
            throw new KernelAbsentException("needs the running kernel; " + root().folder() + " is another file system");
        }
        checkLinux();
    }

    private static void checkLinux() throws IOException {
        String system = System.getProperty("os.name", "");
        if (!system.equals("Linux")) {
            throw new KernelAbsentException("needs a Linux kernel; this is " + system);
        }
    }
}
