package io.xenscribe.api.testkit;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Netlink;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import io.xenscribe.api.XenstoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a collector in the test's own thread, on a folder that stands for the guest's file system and a script of what
 * happens while the collector waits. No time passes and nothing is slept.
 *
 * <pre>{@code
 * var context = FixtureContext.<MemoryFacts>of(folder)
 *         .options(new MemoryOptions(Duration.ofSeconds(60), Bytes.of(0)))
 *         .then(() -> Files.writeString(folder.resolve("proc/meminfo"), later));
 *
 * context.run(new MemoryCollector());
 *
 * assertThat(context.published()).extracting(MemoryFacts::free).containsExactly(Bytes.ofKib(512), Bytes.ofKib(256));
 * assertThat(context.waits()).containsOnly(Duration.ofSeconds(60));
 * }</pre>
 *
 * <p>Each wait that finds no source ready takes the next {@link Step}: it may change files, {@link #signal} a source or
 * let datagrams {@linkplain ScriptedNetlink#arrive arrive}. When it made none ready, the wait ends as if its limit were
 * over; a wait without limit takes one more step. When no step is left, the collector is interrupted, as the host does
 * at a stop.
 *
 * <p>A folder can hold links, and they stay inside, as with {@link Root}. Netlink is absent, as it is with any root
 * that is not the running system's, unless {@link #netlink(ScriptedNetlink)} gives one.
 *
 * @param <F> the collector's facts
 */
public final class FixtureContext<F extends Record> implements Context<F> {

    /** What happens while the collector waits. */
    @FunctionalInterface
    public interface Step {
        void happen() throws Exception;
    }

    private final Root root;
    private final Deque<Step> script = new ArrayDeque<>();
    private final Map<String, SignalledSource> sources = new HashMap<>();
    private final Map<Path, FileSystemUsage> fileSystems = new HashMap<>();
    private final Map<String, String> nodes = new HashMap<>();
    private final List<F> published = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private Optional<Record> options = Optional.empty();
    private Optional<ScriptedNetlink> netlink = Optional.empty();
    private boolean returned;

    private FixtureContext(Root root) {
        this.root = root;
    }

    /** A context whose file system is {@code folder}; it need not exist. */
    public static <F extends Record> FixtureContext<F> of(Path folder) {
        return new FixtureContext<>(Root.of(folder));
    }

    /** The options that the collector gets; needed when it asks for any. */
    public FixtureContext<F> options(Record options) {
        this.options = Optional.of(options);
        return this;
    }

    /** The kernel's side of the netlink socket that the collector opens. */
    public FixtureContext<F> netlink(ScriptedNetlink netlink) {
        this.netlink = Optional.of(netlink);
        return this;
    }

    /** A node of the guest's Xenstore. */
    public FixtureContext<F> node(String path, String value) {
        nodes.put(path, value);
        return this;
    }

    /** What {@link #statfs} answers for {@code path}. */
    public FixtureContext<F> fileSystem(Path path, FileSystemUsage usage) {
        fileSystems.put(path, usage);
        return this;
    }

    /** Adds a step to the script. */
    public FixtureContext<F> then(Step step) {
        script.add(step);
        return this;
    }

    /** Adds a step in which nothing happens: the wait ends by its limit. */
    public FixtureContext<F> thenNothing() {
        return then(() -> {});
    }

    /** Makes the file, directory or Xenstore watch of that path ready, once. */
    public void signal(String path) {
        source(path).signalled = true;
    }

    /**
     * Runs the collector until it returns or the script is over.
     *
     * @throws Exception what the collector throws, apart from the interruption at the script's end
     */
    public FixtureContext<F> run(Collector<F> collector) throws Exception {
        returned = false;
        try {
            collector.collect(this);
            returned = true;
        } catch (ScriptOverException over) {
            // The collector ended as asked.
        }
        return this;
    }

    /** All that was published, oldest first. */
    public List<F> published() {
        return List.copyOf(published);
    }

    /**
     * What was published last.
     *
     * @throws AssertionError when nothing was
     */
    public F last() {
        if (published.isEmpty()) {
            throw new AssertionError("nothing was published");
        }
        return published.get(published.size() - 1);
    }

    /** The limits of all waits so far. */
    public List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Whether the collector returned by itself. */
    public boolean returned() {
        return returned;
    }

    @Override
    public void publish(F facts) {
        published.add(facts);
    }

    @Override
    public <O extends Record> O options(Class<O> type) {
        return type.cast(options.orElseThrow(() -> new AssertionError("the test gives no options")));
    }

    @Override
    public Root root() {
        return root;
    }

    @Override
    public XenstoreReader xenstore() {
        return new NodeReader(nodes);
    }

    @Override
    public FileSystemUsage statfs(Path path) throws IOException {
        FileSystemUsage usage = fileSystems.get(path);
        if (usage == null) {
            throw new IOException(path + ": the test gives no such file system");
        }
        return usage;
    }

    @Override
    public Netlink netlink(int groups) throws IOException {
        return netlink.orElseThrow(() -> new KernelAbsentException("no netlink for " + root))
                .open(groups);
    }

    @Override
    public Source file(Path path) {
        return source(path.toString());
    }

    @Override
    public Source directory(Path path) {
        return source(path.toString());
    }

    @Override
    public Source watch(String path) {
        return source(path);
    }

    @Override
    public Set<Source> await(Duration limit, Source... sources) throws InterruptedException {
        waits.add(limit);
        Set<Source> ready = ready(sources);
        boolean onlyAsks = limit.isZero() || limit.isNegative();
        while (ready.isEmpty() && !onlyAsks) {
            next();
            ready = ready(sources);
            if (!limit.equals(FOREVER)) {
                break;
            }
        }
        return ready;
    }

    private void next() throws InterruptedException {
        Step step = script.poll();
        if (step == null) {
            throw new ScriptOverException();
        }
        try {
            step.happen();
        } catch (Exception e) {
            throw new AssertionError("a step of the script failed: " + e, e);
        }
    }

    private static Set<Source> ready(Source... sources) {
        Set<Source> ready = new HashSet<>();
        for (Source source : sources) {
            boolean announced = source instanceof ScriptedNetlink kernel
                    ? kernel.isReady()
                    : source instanceof SignalledSource signalled && signalled.takeSignal();
            if (announced) {
                ready.add(source);
            }
        }
        return ready;
    }

    private SignalledSource source(String path) {
        return sources.computeIfAbsent(path, any -> new SignalledSource());
    }

    private static final class SignalledSource implements Source {
        private boolean signalled;

        boolean takeSignal() {
            boolean was = signalled;
            signalled = false;
            return was;
        }

        @Override
        public void close() {
            signalled = false;
        }
    }

    private record NodeReader(Map<String, String> nodes) implements XenstoreReader {

        @Override
        public Optional<String> read(String path) {
            return Optional.ofNullable(nodes.get(path));
        }

        @Override
        public List<String> list(String path) {
            String parent = path + "/";
            return nodes.keySet().stream()
                    .filter(node -> node.startsWith(parent))
                    .map(node -> node.substring(parent.length()))
                    .map(below -> below.contains("/") ? below.substring(0, below.indexOf('/')) : below)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Tells the script's end from an interruption by anybody else. */
    private static final class ScriptOverException extends InterruptedException {
        private static final long serialVersionUID = 1;

        ScriptOverException() {
            super("the script is over");
        }
    }
}
