package io.xenscribe.publish;

import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;

/** The publisher's connection, which it asks for a few things at a time, within transactions too. Closing it closes that. */
final class StoreInParts extends TreeInParts implements Xenstore {

    private final Xenstore store;
    private final Reporting reporting;

    StoreInParts(Xenstore store, Reporting reporting) {
        super(store, reporting);
        this.store = store;
        this.reporting = reporting;
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        return store.transaction(new Work<>() {
            @Override
            public T run(StoreTree tree) throws XenstoreException {
                return work.run(new TreeInParts(tree, reporting));
            }
        });
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
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
