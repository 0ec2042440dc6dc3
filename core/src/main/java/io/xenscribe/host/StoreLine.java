package io.xenscribe.host;

import io.xenscribe.publish.StoreConnector;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import org.jspecify.annotations.Nullable;

/**
 * The line to the store: the publisher opens it, and again when it is lost; the collectors use the connection of the
 * moment, once it has answered. They are started at the first one, since before it there is nobody to publish for.
 */
final class StoreLine implements StoreConnector {

    private final StoreConnector connector;
    private final StoreWatches watches = new StoreWatches(this::current);
    private @Nullable Runnable atFirstConnection;
    private volatile @Nullable Xenstore current;

    StoreLine(StoreConnector connector) {
        this.connector = connector;
    }

    /** Sets what is done once, when there is a connection for the first time. */
    void atFirstConnection(Runnable action) {
        atFirstConnection = action;
    }

    StoreWatches watches() {
        return watches;
    }

    @Override
    public Xenstore connect() throws XenstoreException {
        return open();
    }

    @Override
    public void answered(Xenstore store) {
        current = store;
        Runnable first = atFirstConnection;
        if (first != null) {
            atFirstConnection = null;
            first.run();
        } else {
            watches.rewatch(store, System.nanoTime());
        }
    }

    @Override
    public long nanosUntilRetry(long now) {
        return watches.nanosUntilRetry(now);
    }

    @Override
    public void retry(Xenstore store, long now) {
        watches.retry(store, now);
    }

    private Xenstore open() throws XenstoreException {
        try {
            return connector.connect();
        } catch (XenstoreException failure) {
            Exhaustion.notice(failure, "the store");
            throw failure;
        }
    }

    /** The newest connection, which may be dead. */
    Xenstore current() {
        Xenstore store = current;
        if (store == null) {
            throw new IllegalStateException("collectors start at the first connection");
        }
        return store;
    }
}
