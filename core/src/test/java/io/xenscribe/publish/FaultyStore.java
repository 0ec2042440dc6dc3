package io.xenscribe.publish;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that refuses what a test names, so and so often; within transactions, too. */
final class FaultyStore extends StoreInFront {

    /** In the place of a path: the beginning of transactions. */
    static final String TRANSACTION = "transaction";

    /** In the place of a path: their end. */
    static final String COMMIT = "commit";

    private final Map<String, AtomicInteger> left;
    private final StoreError error;

    private FaultyStore(Xenstore store, Map<String, AtomicInteger> left, StoreError error) {
        super(store);
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
    List<Outcome> perform(StoreTree tree, List<Request> requests) throws XenstoreException {
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
        return super.transaction(tree -> {
            T result = work.run(tree);
            if (refuses(COMMIT)) {
                throw Failures.refused("TRANSACTION_END", error);
            }
            return result;
        });
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        if (refuses("read " + path)) {
            throw Failures.refused("READ " + path, error);
        }
        return super.read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        if (refuses("list " + path)) {
            throw Failures.refused("DIRECTORY " + path, error);
        }
        return super.list(path);
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        if (refuses("watch " + path)) {
            throw Failures.refused("WATCH " + path, error);
        }
        return super.watch(path, listener);
    }
}
