package io.xenscribe.publish;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that refuses what a test names, so and so often; within transactions, too. */
final class FaultyStore implements Xenstore {

    /** In the place of a path: the beginning of transactions. */
    static final String TRANSACTION = "transaction";

    /** In the place of a path: their end. */
    static final String COMMIT = "commit";

    private final Xenstore store;
    private final Map<String, AtomicInteger> left;
    private final StoreError error;

    private FaultyStore(Xenstore store, Map<String, AtomicInteger> left, StoreError error) {
        this.store = store;
        this.left = left;
        this.error = error;
    }

    /** @param times how often, by path; a path with {@code list}, {@code read} or {@code rm} before it is no write's */
    static FaultyStore refusing(Xenstore store, Map<String, Integer> times, StoreError error) {
        Map<String, AtomicInteger> left = new HashMap<>();
        times.forEach((what, number) -> left.put(what, new AtomicInteger(number)));
        return new FaultyStore(store, left, error);
    }

    /** @param times how often from now on; a test may set it anew */
    static FaultyStore refusing(Xenstore store, String what, AtomicInteger times, StoreError error) {
        return new FaultyStore(store, Map.of(what, times), error);
    }

    private boolean refuses(String what) {
        AtomicInteger times = left.get(what);
        return times != null && times.getAndUpdate(number -> Math.max(0, number - 1)) > 0;
    }

    private static String name(Request request) {
        return switch (request) {
            case Request.Read(String path) -> "read " + path;
            case Request.Children(String path) -> "list " + path;
            case Request.Write(String path, String _) -> path;
            case Request.Remove(String path) -> "rm " + path;
        };
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        return perform(store, requests);
    }

    private List<Outcome> perform(StoreTree tree, List<Request> requests) throws XenstoreException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Request request : requests) {
            outcomes.add(
                    refuses(name(request))
                            ? new Outcome.Refused(error, name(request) + ": " + error)
                            : tree.perform(List.of(request)).getFirst());
        }
        return outcomes;
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        if (refuses(TRANSACTION)) {
            throw Failures.refused("TRANSACTION_START", error);
        }
        return store.transaction(tree -> {
            T result = work.run(new Tree(tree));
            if (refuses(COMMIT)) {
                throw Failures.refused("TRANSACTION_END", error);
            }
            return result;
        });
    }

    /** Within a transaction. */
    private final class Tree implements StoreTree {

        private final StoreTree tree;

        Tree(StoreTree tree) {
            this.tree = tree;
        }

        @Override
        public List<Outcome> perform(List<Request> requests) throws XenstoreException {
            return FaultyStore.this.perform(tree, requests);
        }

        @Override
        public Optional<String> read(String path) throws XenstoreException {
            return tree.read(path);
        }

        @Override
        public List<String> list(String path) throws XenstoreException {
            return tree.list(path);
        }

        @Override
        public List<String> permissions(String path) throws XenstoreException {
            return tree.permissions(path);
        }

        @Override
        public void write(String path, String value) throws XenstoreException {
            tree.write(path, value);
        }

        @Override
        public void remove(String path) throws XenstoreException {
            tree.remove(path);
        }
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        if (refuses("read " + path)) {
            throw Failures.refused("READ " + path, error);
        }
        return store.read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        if (refuses("list " + path)) {
            throw Failures.refused("DIRECTORY " + path, error);
        }
        return store.list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return store.permissions(path);
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        store.write(path, value);
    }

    @Override
    public void remove(String path) throws XenstoreException {
        store.remove(path);
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        if (refuses("watch " + path)) {
            throw Failures.refused("WATCH " + path, error);
        }
        return store.watch(path, listener);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        return store.await(limit);
    }

    @Override
    public void wake() {
        store.wake();
    }

    @Override
    public String where() {
        return store.where();
    }

    @Override
    public void close() {
        store.close();
    }
}
