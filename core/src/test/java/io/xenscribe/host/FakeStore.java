package io.xenscribe.host;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A connection as a collector meets it: it reads, watches, refuses and gets lost. */
final class FakeStore implements Xenstore {

    final Map<String, String> values = new ConcurrentHashMap<>();
    final Map<String, StoreError> refusals = new ConcurrentHashMap<>();
    final Map<String, WatchListener> listeners = new ConcurrentHashMap<>();
    volatile boolean lost;

    void change(String path) {
        WatchListener listener = listeners.get(path);
        if (listener != null) {
            listener.changed(path);
        }
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        check(path);
        return Optional.ofNullable(values.get(path));
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        check(path);
        return List.of("child");
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        check(path);
        listeners.put(path, listener);
        listener.changed(path);
        return () -> listeners.remove(path, listener);
    }

    private void check(String path) throws XenstoreException {
        if (lost) {
            throw Failures.unavailable("the store has gone");
        }
        StoreError error = refusals.get(path);
        if (error != null) {
            throw Failures.refused("read " + path, error);
        }
    }

    @Override
    public List<String> permissions(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(String path, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome> perform(List<Request> requests) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T transaction(Work<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(Duration limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wake() {}

    @Override
    public String where() {
        return "nowhere";
    }

    @Override
    public void close() {}
}
