package io.xenscribe.host;

import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Netlink;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import io.xenscribe.api.XenstoreReader;
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

    private final LoadedCollector<F> collector;
    private final Record options;
    private final Surroundings surroundings;
    private final Runnable published;
    private final SourceWait wait = new SourceWait();
    private final List<Source> sources = new ArrayList<>();
    private volatile boolean over;

    /** @param published told after each {@link #publish}, also of equal facts */
    HostContext(LoadedCollector<F> collector, Record options, Surroundings surroundings, Runnable published) {
        this.collector = collector;
        this.options = options;
        this.surroundings = surroundings;
        this.published = published;
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
        if (!over) {
            surroundings.board().publish(collector.name(), facts);
            published.run();
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
        return wait.await(limit, waitedFor);
    }

    /** From any thread: ends the wait, and all later ones. What is published from now on is ignored. */
    void stop() {
        over = true;
        wait.stop();
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

    private Source lend(Source source) {
        sources.removeIf(HostContext::isClosed);
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
