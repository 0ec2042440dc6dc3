package io.xenscribe.publish;

import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store in front of another: what is not overridden is passed on as it is. */
abstract class StoreInFront implements Xenstore {

    private final Xenstore store;

    StoreInFront(Xenstore store) {
        this.store = store;
    }

    /** The store behind, to be asked something. */
    Xenstore behind() throws XenstoreException {
        return store;
    }

    /** @param tree the store behind, or a transaction of it */
    List<Outcome> perform(StoreTree tree, List<Request> requests) throws XenstoreException {
        return tree.perform(requests);
    }

    /** @param tree the store behind, or a transaction of it */
    void write(StoreTree tree, String path, String value) throws XenstoreException {
        tree.write(path, value);
    }

    /** @param tree the store behind, or a transaction of it */
    void remove(StoreTree tree, String path) throws XenstoreException {
        tree.remove(path);
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        return perform(behind(), requests);
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        return behind().transaction(tree -> work.run(new TreeInFront(tree)));
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return behind().read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return behind().list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return behind().permissions(path);
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        write(behind(), path, value);
    }

    @Override
    public void remove(String path) throws XenstoreException {
        remove(behind(), path);
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        return behind().watch(path, listener);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        return behind().await(limit);
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

    /** Within a transaction. */
    private final class TreeInFront implements StoreTree {

        private final StoreTree tree;

        TreeInFront(StoreTree tree) {
            this.tree = tree;
        }

        @Override
        public List<Outcome> perform(List<Request> requests) throws XenstoreException {
            return StoreInFront.this.perform(tree, requests);
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
            StoreInFront.this.write(tree, path, value);
        }

        @Override
        public void remove(String path) throws XenstoreException {
            StoreInFront.this.remove(tree, path);
        }
    }
}
