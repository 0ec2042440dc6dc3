package io.xenscribe.xenstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A byte stream to a store daemon: the xenbus device or xenstored's socket. One thread reads and waits at a time and one
 * writes at a time; {@link #wake} may come from any. {@link #close} comes once, when nobody
 * else is at it.
 */
public interface Transport extends AutoCloseable {

    /**
     * Takes what has come, without waiting.
     *
     * @param target a direct buffer
     * @return the number of bytes; 0 when none wait, -1 when the other end has closed
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Sends all of {@code source}, a direct buffer that holds one whole message.
     *
     * @return why this message was not taken, as the xenbus device says of a watch that the daemon refuses; nothing once
     *     it is on its way
     * @throws IOException when no message can be sent any more
     */
    Optional<StoreError> write(ByteBuffer source) throws IOException;

    /**
     * Waits until there is something to read, {@link #wake} is called or {@code limit} is over. It may return early.
     *
     * @return whether {@link #read} is worth calling
     */
    boolean await(Duration limit) throws IOException;

    /** Ends a present or the next {@link #await}. */
    void wake();

    /** The largest payload of a message that this path carries, in bytes. */
    int payloadLimit();

    /** How many requests may be under way, sent and not yet answered; at least 1. */
    int requestsAtOnce();

    /** What this is connected to, for messages. */
    String where();

    @Override
    void close();
}
