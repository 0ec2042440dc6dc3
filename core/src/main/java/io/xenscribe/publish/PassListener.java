package io.xenscribe.publish;

/** Is told how publishing goes; called on the publisher's thread, so it must be quick. */
public interface PassListener {

    /** Everything wanted is written, apart from what the report names. */
    void passed(PassReport report);

    /** The store cannot be used; {@code reason} is for people. */
    void disconnected(String reason);

    /** The domain has resumed, or moved to another host; the pass that follows starts afresh. */
    default void resumed() {}

    /** Publishing ends: it was asked to. */
    default void stopping() {}

    /**
     * The publisher's thread gets around: it is called between passes, between the changes of a pass and while there is no
     * store to publish to. A thread that is stuck in one of them calls no more.
     *
     * @param now {@link System#nanoTime}
     */
    default void alive(long now) {}

    /** How long after {@code now} {@link #alive} is to be called at the latest; {@link Long#MAX_VALUE} for whenever. */
    default long nanosUntilAlive(long now) {
        return Long.MAX_VALUE;
    }
}
