package io.xenscribe.host;

import io.xenscribe.api.Source;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import org.jspecify.annotations.Nullable;

/** A watch in Xenstore as a collector waits for it; it outlives the connection. */
final class StoreWatch implements Source, Xenstore.WatchListener {

    private final String path;
    private final StoreWatches registry;
    /** Ends the collector's wait. */
    private final Runnable bell;

    private volatile boolean ready;
    private volatile boolean closed;
    private Xenstore.@Nullable Watch registered;

    StoreWatch(String path, StoreWatches registry, Runnable bell) {
        this.path = path;
        this.registry = registry;
        this.bell = bell;
    }

    /** Registers it at a connection; one that it was registered at before is gone. */
    synchronized void attach(Xenstore store) throws XenstoreException {
        if (!closed) {
            registered = store.watch(path, this);
        }
    }

    /** On whichever thread reads the store. */
    @Override
    public void changed(String changedPath) {
        ready = true;
        bell.run();
    }

    /** Whether it was ready; it no longer is. */
    boolean take() {
        if (!ready) {
            return false;
        }
        ready = false;
        return true;
    }

    boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        registry.forget(this);
        synchronized (this) {
            if (registered != null) {
                registered.close();
                registered = null;
            }
        }
    }

    @Override
    public String toString() {
        return "Xenstore watch of " + path;
    }
}
