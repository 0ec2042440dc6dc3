package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A listener that keeps what it was told, for a test that waits on the store for it. */
final class Told implements Xenstore.WatchListener {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Xenstore store;
    private final List<String> paths = new ArrayList<>();

    Told(Xenstore store) {
        this.store = store;
    }

    @Override
    public synchronized void changed(String path) {
        paths.add(path);
        store.wake();
    }

    synchronized List<String> paths() {
        return List.copyOf(paths);
    }

    synchronized void forget() {
        paths.clear();
    }

    /** Reads until what was told is as wanted. */
    void until(Predicate<List<String>> wanted) throws XenstoreException {
        pump(store, () -> wanted.test(paths()));
        assertThat(wanted.test(paths())).as("%s", paths()).isTrue();
    }

    /** Reads until exactly these were told since the last {@link #forget}. */
    void untilExactly(String... wanted) throws XenstoreException {
        until(paths -> paths.size() >= wanted.length);
        assertThat(paths()).containsExactly(wanted);
    }

    static void pump(Xenstore store, BooleanSupplier until) throws XenstoreException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!until.getAsBoolean() && System.nanoTime() < deadline) {
            boolean _ = store.await(Duration.ofMillis(100));
        }
    }
}
