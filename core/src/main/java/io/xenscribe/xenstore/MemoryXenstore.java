package io.xenscribe.xenstore;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A connection to a {@link MemoryStore}. Events are delivered by {@link #await} alone, since nothing else waits here. */
public final class MemoryXenstore implements Xenstore {

    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final class Registration implements Watch {

        private final String path;
        private final WatchListener listener;

        Registration(String path, WatchListener listener) {
            this.path = path;
            this.listener = listener;
        }

        @Override
        public void close() {
            end(this);
        }
    }

    private record Event(Registration registration, String path) {}

    private final MemoryStore store;
    private final int domain;
    private final MemoryView tree;
    private final Set<Thread> inTransaction = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Registration> watches = new ArrayList<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private @Nullable Thread teller;
    private boolean woken;
    private boolean closed;

    MemoryXenstore(MemoryStore store, int domain) {
        this.store = store;
        this.domain = domain;
        this.tree = store.view(domain);
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return usable().read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return usable().list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return usable().permissions(path);
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        usable().write(path, value);
    }

    @Override
    public void remove(String path) throws XenstoreException {
        usable().remove(path);
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        return usable().perform(requests);
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        checkUsable();
        if (!inTransaction.add(Thread.currentThread())) {
            throw XenstoreException.refused("a transaction within a transaction", StoreError.EBUSY);
        }
        try {
            for (int attempt = 1; ; attempt++) {
                MemoryStore.Transaction transaction = store.begin(domain);
                T result = runIn(transaction, work);
                Optional<StoreError> refusal = transaction.commit();
                if (refusal.isEmpty()) {
                    return result;
                }
                if (!refusal.get().equals(StoreError.EAGAIN) || attempt == XenstoreClient.ATTEMPTS) {
                    throw XenstoreException.refused(Operation.TRANSACTION_END.name(), refusal.get());
                }
            }
        } finally {
            inTransaction.remove(Thread.currentThread());
        }
    }

    private static <T> T runIn(MemoryStore.Transaction transaction, Work<T> work) throws XenstoreException {
        try {
            return work.run(transaction.view());
        } finally {
            transaction.finish();
        }
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        StorePath.check(Operation.WATCH, path);
        checkUsable();
        Registration registration = new Registration(path, listener);
        lock.lock();
        try {
            watches.add(registration);
            add(registration, path);
        } finally {
            lock.unlock();
        }
        return registration;
    }

    /** Waits for a listener that is running, as the daemon's answer to an UNWATCH comes after the events before it. */
    private void end(Registration registration) {
        checkNoListener();
        lock.lock();
        try {
            watches.remove(registration);
            events.removeIf(event -> event.registration() == registration);
            while (teller != null) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Told by the store of every change there. */
    void changed(MemoryTree.Change change) {
        lock.lock();
        try {
            for (Registration registration : watches) {
                String watched = MemoryStore.absolute(domain, registration.path);
                if (StorePath.atOrBelow(change.path(), watched)) {
                    add(registration, asWatched(registration, change.path()));
                } else if (change.gone().contains(watched)) {
                    add(registration, registration.path);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Told by the store that the domain goes on in a new home. */
    void resumed() {
        lock.lock();
        try {
            for (Registration registration : watches) {
                add(registration, registration.path);
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Registration registration, String path) {
        events.add(new Event(registration, path));
        changed.signalAll();
    }

    /** Whoever watches a relative path is told relative paths. */
    private String asWatched(Registration registration, String path) {
        return registration.path.startsWith("/")
                ? path
                : path.substring(MemoryStore.home(domain).length() + 1);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        checkNoListener();
        long nanos = (limit.compareTo(LONGEST_WAIT) < 0 ? limit : LONGEST_WAIT).toNanos();
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        lock.lock();
        try {
            while (!woken) {
                checkUsable();
                long left = deadline - System.nanoTime();
                if (teller == null && !events.isEmpty()) {
                    tell(events.remove());
                } else if (left <= 0) {
                    return false;
                } else {
                    try {
                        long _ = changed.awaitNanos(left);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            woken = false;
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(Event event) {
        teller = Thread.currentThread();
        lock.unlock();
        try {
            WatchTable.tell(event.registration().listener, event.path());
        } finally {
            lock.lock();
            teller = null;
            changed.signalAll();
        }
    }

    @Override
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String where() {
        return "memory";
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            watches.clear();
            events.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        store.disconnect(this);
    }

    private MemoryView usable() throws XenstoreException {
        checkNoListener();
        checkUsable();
        return tree;
    }

    private void checkUsable() throws XenstoreException {
        lock.lock();
        try {
            if (closed) {
                throw XenstoreException.unavailable("the connection to memory is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkNoListener() {
        lock.lock();
        try {
            if (teller == Thread.currentThread()) {
                throw new IllegalStateException("a watch listener must not call the store");
            }
        } finally {
            lock.unlock();
        }
    }
}
