package io.xenscribe.publish;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;

/** Opens connections to the store; each call makes a new one. */
@FunctionalInterface
public interface StoreConnector {

    /**
     * Connects.
     *
     * @throws XenstoreException saying what is missing or refused
     */
    Xenstore connect() throws XenstoreException;
}
