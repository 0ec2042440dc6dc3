package io.xenscribe.host;

import io.xenscribe.api.Source;
import io.xenscribe.linux.Descriptor;
import io.xenscribe.linux.Poll;
import io.xenscribe.linux.Wakeup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one wait of a collector: in poll(2) if descriptors are among its sources, else as a parked thread, so that only
 * what needs the kernel calls it. Belongs to the thread that made it; {@link #ring} and {@link #stop} may come from any.
 */
final class SourceWait implements AutoCloseable {

    private static final long ENDLESS = Long.MAX_VALUE / 2;

    private final Thread waiter = Thread.currentThread();
    private volatile boolean stopping;

    /** There once a descriptor has been waited for; written before a source is asked whether it is ready. */
    private volatile @Nullable Wakeup wakeup;

    /** The poll of the last wait, for as long as the sources stay the same; its last entry is the wake-up. */
    private @Nullable Poll poll;

    private int[] fds = {};
    private int[] events = {};

    /** As {@link io.xenscribe.api.Context#await}. */
    Set<Source> await(Duration limit, Source... sources) throws InterruptedException {
        if (Thread.currentThread() != waiter) {
            throw new IllegalStateException("only the thread that runs collect() may wait");
        }
        List<Descriptor> descriptors = descriptors(sources);
        if (!descriptors.isEmpty()) {
            prepareWakeup();
        }
        long start = System.nanoTime();
        long time = nanos(limit);
        for (; ; ) {
            checkStopped();
            long left = time == ENDLESS ? ENDLESS : time - (System.nanoTime() - start);
            Set<Source> ready = new LinkedHashSet<>();
            addFired(sources, ready);
            if (!descriptors.isEmpty()) {
                poll(descriptors, ready.isEmpty() ? left : 0, ready);
            }
            if (!ready.isEmpty() || left <= 0) {
                checkStopped();
                return Collections.unmodifiableSet(ready);
            }
            if (descriptors.isEmpty()) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** Ends a wait in progress, so that it looks at its sources again. */
    void ring() {
        LockSupport.unpark(waiter);
        Wakeup present = wakeup;
        if (present != null) {
            present.signal();
        }
    }

    /** Ends a wait in progress and all later ones by an {@link InterruptedException}. */
    void stop() {
        stopping = true;
        waiter.interrupt();
        ring();
    }

    @Override
    public void close() {
        Wakeup present = wakeup;
        if (present != null) {
            present.close();
        }
    }

    /** Sticky, for collectors that swallow the first one. */
    private void checkStopped() throws InterruptedException {
        if (Thread.interrupted() || stopping) {
            throw new InterruptedException("the collector is to end");
        }
    }

    private static List<Descriptor> descriptors(Source... sources) {
        List<Descriptor> descriptors = new ArrayList<>(sources.length);
        for (Source source : sources) {
            boolean open;
            if (source instanceof Descriptor descriptor) {
                open = descriptor.isOpen();
                descriptors.add(descriptor);
            } else if (source instanceof StoreWatch watch) {
                open = watch.isOpen();
            } else {
                throw new IllegalArgumentException("not a source of the host: " + source);
            }
            if (!open) {
                throw new IllegalArgumentException("a closed source: " + source);
            }
        }
        return descriptors;
    }

    private static void addFired(Source[] sources, Set<Source> ready) {
        for (Source source : sources) {
            if (source instanceof StoreWatch watch && watch.take()) {
                ready.add(watch);
            }
        }
    }

    private void poll(List<Descriptor> descriptors, long nanos, Set<Source> ready) {
        try {
            Poll now = pollOf(descriptors);
            if (!now.await(Duration.ofNanos(nanos))) {
                return;
            }
            int count = descriptors.size();
            for (int i = 0; i < count; i++) {
                if (now.ready(i)) {
                    descriptors.get(i).taken();
                    ready.add(descriptors.get(i));
                }
            }
            Wakeup present = wakeup;
            if (now.ready(count) && present != null) {
                present.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Poll pollOf(List<Descriptor> descriptors) {
        int count = descriptors.size();
        int[] nowFds = new int[count + 1];
        int[] nowEvents = new int[count + 1];
        for (int i = 0; i < count; i++) {
            nowFds[i] = descriptors.get(i).fd();
            nowEvents[i] = descriptors.get(i).events();
        }
        Wakeup present = wakeup;
        nowFds[count] = present == null ? -1 : present.fd();
        nowEvents[count] = Poll.READABLE;
        Poll same = poll;
        if (same != null && Arrays.equals(fds, nowFds) && Arrays.equals(events, nowEvents)) {
            return same;
        }
        fds = nowFds;
        events = nowEvents;
        Poll made = new Poll(nowFds, nowEvents);
        poll = made;
        return made;
    }

    private void prepareWakeup() {
        if (wakeup == null) {
            try {
                wakeup = new Wakeup();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long nanos(Duration limit) {
        if (limit.isNegative()) {
            return 0;
        }
        return limit.toSeconds() >= ENDLESS / 1_000_000_000 ? ENDLESS : limit.toNanos();
    }
}
