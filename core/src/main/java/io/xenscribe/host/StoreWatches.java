package io.xenscribe.host;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.Collection;
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

    /** Those of {@link #watches} that the store refused at this connection. */
    private final CopyOnWriteArrayList<StoreWatch> refused = new CopyOnWriteArrayList<>();

    /** For the thread that makes connections. */
    private int attempts;

    private long due;

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
     * look at the store again. One that the store refuses is to be tried again.
     *
     * @param now by the clock of {@link System#nanoTime}
     */
    public void rewatch(Xenstore connection, long now) {
        attempts = 0;
        attach(watches, connection, now);
    }

    /** How long from {@code now} until {@link #retry} is to be called; {@link Long#MAX_VALUE} when nothing is refused. */
    long nanosUntilRetry(long now) {
        return refused.isEmpty() ? Long.MAX_VALUE : Math.max(0, due - now);
    }

    /** Registers what was refused before, if it is time. */
    void retry(Xenstore connection, long now) {
        if (nanosUntilRetry(now) == 0) {
            attach(refused, connection, now);
        }
    }

    private void attach(Collection<StoreWatch> some, Xenstore connection, long now) {
        for (StoreWatch watch : some) {
            try {
                watch.attach(connection);
                if (refused.remove(watch)) {
                    LOG.info("over: {} was not registered again", watch);
                }
            } catch (XenstoreException e) {
                failed(watch, e);
            }
        }
        attempts++;
        due = now + Backoff.USUAL.pause(attempts).toNanos();
    }

    /** A lost connection is followed by another, at which everything is registered. */
    private void failed(StoreWatch watch, XenstoreException e) {
        if (e.refusal().isPresent() && watch.isOpen() && refused.addIfAbsent(watch)) {
            LOG.warn("{} was not registered again, trying on: {}", watch, e.getMessage());
        } else {
            LOG.debug("{} was not registered again: {}", watch, e.getMessage());
        }
    }

    void forget(StoreWatch watch) {
        watches.remove(watch);
        refused.remove(watch);
    }
}
