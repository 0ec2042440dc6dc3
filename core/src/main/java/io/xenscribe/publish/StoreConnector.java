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
}
