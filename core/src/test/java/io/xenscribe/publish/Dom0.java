package io.xenscribe.publish;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.MemoryXenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What dom0 sees and does in the home of guest 1. */
final class Dom0 {

    private static final String HOME = "/local/domain/1";

    private final MemoryXenstore store;
    private final List<String> events = new ArrayList<>();

    Dom0(MemoryStore memory) {
        this.store = memory.dom0();
        try {
            // Ends with the store.
            var _ = store.watch(HOME, path -> events.add(path.equals(HOME) ? "" : path.substring(HOME.length() + 1)));
        } catch (XenstoreException refused) {
            throw new AssertionError(refused);
        }
        forget();
    }

    /** The paths that changed since the last {@link #forget}, in order. */
    List<String> events() {
        try {
            boolean _ = store.await(Duration.ZERO);
        } catch (XenstoreException lost) {
            throw new AssertionError(lost);
        }
        return List.copyOf(events);
    }

    void forget() {
        List<String> _ = events();
        events.clear();
    }

    Optional<String> value(String path) {
        try {
            return store.read(HOME + "/" + path);
        } catch (XenstoreException lost) {
            throw new AssertionError(lost);
        }
    }

    void write(String path, String value) {
        try {
            store.write(HOME + "/" + path, value);
        } catch (XenstoreException refused) {
            throw new AssertionError(refused);
        }
    }

    void remove(String path) {
        try {
            store.remove(HOME + "/" + path);
        } catch (XenstoreException refused) {
            throw new AssertionError(refused);
        }
    }

    /** All nodes at or below {@code path} with their values, directories included. */
    NavigableMap<String, String> nodes(String path) {
        NavigableMap<String, String> nodes = new TreeMap<>();
        value(path).ifPresent(value -> collect(path, value, nodes));
        return nodes;
    }

    private void collect(String path, String value, NavigableMap<String, String> nodes) {
        nodes.put(path, value);
        try {
            for (String child : store.list(HOME + "/" + path)) {
                String below = path + "/" + child;
                value(below).ifPresent(found -> collect(below, found, nodes));
            }
        } catch (XenstoreException lost) {
            throw new AssertionError(lost);
        }
    }
}
