package io.xenscribe.xenstore;

import java.time.Duration;

/**
 * A connection to a Xenstore. Safe for any thread. It has no thread of its own: whoever waits, for an answer or in
 * {@link #await}, reads for all.
 */
public interface Xenstore extends StoreTree, AutoCloseable {

    /**
     * Runs {@code work} on a snapshot of the tree and commits what it changed, all or nothing; starts over, a bounded
     * number of times, when somebody else changed what it saw.
     *
     * @throws XenstoreException when {@code work} throws it, the store refuses the commit, or it does not answer; also
     *     when called within {@code work}
     */
    <T> T transaction(Work<T> work) throws XenstoreException;

    /**
     * Calls {@code listener} with the path of what changed at or below {@code path}: once for the registration, and
     * again, without a change, after the domain resumes. A change inside another's transaction is told at its commit.
     *
     * @param listener called on whichever thread reads; must be quick and must not call the store, {@link #wake} apart
     * @throws XenstoreException when the store refuses or does not answer
     */
    Watch watch(String path, WatchListener listener) throws XenstoreException;

    /**
     * Reads and dispatches what comes until {@link #wake} is called or {@code limit} is over.
     *
     * @return whether it was woken
     * @throws XenstoreException when the connection is lost
     */
    boolean await(Duration limit) throws XenstoreException;

    /** Ends a present or the next {@link #await}. */
    void wake();

    /** What this is connected to, for messages: a path, or {@code memory}. */
    String where();

    /** Ends the connection, its watches and transactions. */
    @Override
    void close();

    /** What is done within a transaction. It may run more than once. */
    @FunctionalInterface
    interface Work<T> {
        T run(StoreTree tree) throws XenstoreException;
    }

    /** Is told of changes. */
    @FunctionalInterface
    interface WatchListener {
        void changed(String path);
    }

    /** A registered watch. */
    interface Watch extends AutoCloseable {

        /** Ends it; no event is delivered afterwards. */
        @Override
        void close();
    }
}
