package io.xenscribe.host;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Xenstore watches of all collectors, so that they can be registered again at a new connection. */
public final class StoreWatches {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWatches.class);

    private final Supplier<Xenstore> store;
    private final List<StoreWatch> watches = new CopyOnWriteArrayList<>();

    /** @param store gives the connection of the moment, which may be a dead one */
    public StoreWatches(Supplier<Xenstore> store) {
        this.store = store;
    }

    /**
     * Registers a watch. While there is no connection it waits for the next one.
     *
     * @throws XenstoreException when the store refuses
     */
    StoreWatch watch(String path, Runnable bell) throws XenstoreException {
        StoreWatch watch = new StoreWatch(path, this, bell);
        watches.add(watch);
        try {
            watch.attach(store.get());
        } catch (XenstoreException e) {
            if (e.refusal().isPresent()) {
                watches.remove(watch);
                throw e;
            }
            LOG.debug("{} waits for a connection: {}", watch, e.getMessage());
        }
        return watch;
    }

    /**
     * Registers all watches at a new connection, which the supplier gives from now on. Each fires, so that collectors
     * look at the store again.
     */
    public void rewatch(Xenstore connection) {
        for (StoreWatch watch : watches) {
            try {
                watch.attach(connection);
            } catch (XenstoreException e) {
                LOG.warn("{} was not registered again: {}", watch, e.getMessage());
            }
        }
    }

    void forget(StoreWatch watch) {
        watches.remove(watch);
    }
}
