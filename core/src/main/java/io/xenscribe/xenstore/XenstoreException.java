package io.xenscribe.xenstore;

import java.io.IOException;
import java.util.Optional;

/** A request that was refused, or a store that cannot be reached or does not answer; the message says which and for what. */
public final class XenstoreException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<StoreError> refusal;

    private XenstoreException(String message, Optional<StoreError> refusal) {
        super(message);
        this.refusal = refusal;
    }

    /** The store said no to {@code request}; within {@link Xenstore#transaction} throwing it gives the transaction up. */
    public static XenstoreException refused(String request, StoreError error) {
        return new XenstoreException(request + ": " + error, Optional.of(error));
    }

    /** The store cannot be reached or does not answer. */
    public static XenstoreException unavailable(String message) {
        return new XenstoreException(message, Optional.empty());
    }

    /**
     * What the store answered, or what it would have answered to a request that was not worth sending; nothing when the
     * trouble is with the connection, which is then of no more use: close it and make another.
     */
    public Optional<StoreError> refusal() {
        return refusal;
    }
}
