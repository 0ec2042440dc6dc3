package io.xenscribe.publish;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection that keeps what is asked of it to change, and can be cut. */
final class WireTap implements Xenstore {

    private final Xenstore store;
    private final List<String> changes;
    private final Consumer<List<Request>> asked;
    private volatile boolean isCut;
    private volatile boolean cutsAfterNextChange;

    /**
     * Taps {@code store}.
     *
     * @param changes takes {@code path = value}, {@code rm path}, {@code begin} and {@code end}
     * @param asked told of requests that were sent, within transactions too
     */
    WireTap(Xenstore store, List<String> changes, Consumer<List<Request>> asked) {
        this.store = store;
        this.changes = changes;
        this.asked = asked;
    }

    /** The daemon goes away. */
    void cut() {
        isCut = true;
        store.wake();
    }

    /** The daemon goes away when it has done the next changes, before it answers. */
    void cutAfterNextChange() {
        cutsAfterNextChange = true;
    }

    private Xenstore connected() throws XenstoreException {
        if (isCut) {
            throw Failures.unavailable("the daemon hung up");
        }
        return store;
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        return perform(connected(), requests);
    }

    private List<Outcome> perform(StoreTree tree, List<Request> requests) throws XenstoreException {
        boolean isChange = false;
        for (Request request : requests) {
            if (request instanceof Request.Write(String path, String value)) {
                changes.add(path + " = " + value);
                isChange = true;
            } else if (request instanceof Request.Remove(String path)) {
                changes.add("rm " + path);
                isChange = true;
            }
        }
        List<Outcome> outcomes = tree.perform(requests);
        if (isChange && cutsAfterNextChange) {
            cut();
        }
        asked.accept(requests);
        connected();
        return outcomes;
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        return connected().transaction(tree -> {
            changes.add("begin");
            T result = work.run(new Tapped(tree));
            changes.add("end");
            return result;
        });
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return connected().read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return connected().list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return connected().permissions(path);
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        changes.add(path + " = " + value);
        connected().write(path, value);
    }

    @Override
    public void remove(String path) throws XenstoreException {
        changes.add("rm " + path);
        connected().remove(path);
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        return connected().watch(path, listener);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        boolean woken = connected().await(limit);
        connected();
        return woken;
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

    /** A transaction's tree. */
    private final class Tapped implements StoreTree {

        private final StoreTree tree;

        Tapped(StoreTree tree) {
            this.tree = tree;
        }

        @Override
        public List<Outcome> perform(List<Request> requests) throws XenstoreException {
            return WireTap.this.perform(tree, requests);
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
            changes.add(path + " = " + value);
            tree.write(path, value);
        }

        @Override
        public void remove(String path) throws XenstoreException {
            changes.add("rm " + path);
            tree.remove(path);
        }
    }
}
