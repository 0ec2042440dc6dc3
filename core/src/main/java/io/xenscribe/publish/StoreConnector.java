package io.xenscribe.publish;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;

/** Opens connections to the store. */
@FunctionalInterface
public interface StoreConnector {

    /**
     * Connects; each call makes a new connection, over which nothing has been asked yet.
     *
     * @throws XenstoreException saying what is missing or refused
     */
    Xenstore connect() throws XenstoreException;

    /**
     * The store has answered over this connection. Not before may anybody watch: a WATCH over the device cannot be given
     * up, and holds its thread for ever where the daemon is gone.
     */
    default void answered(Xenstore store) {}

    /** How long from {@code now} until {@link #retry} is to be called; {@link Long#MAX_VALUE} when it need not be. */
    default long nanosUntilRetry(long now) {
        return Long.MAX_VALUE;
    }

    /**
     * Tries again what the store refused of that which {@link #answered} did; the store has answered just now.
     *
     * @param now by the clock of {@link System#nanoTime}
     */
    default void retry(Xenstore store, long now) {}
}
