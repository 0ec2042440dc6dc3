package io.xenscribe.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A routing netlink socket; datagrams are whole and in the byte order of the machine. Its messages are the plugin's to decode. */
public interface Netlink extends Source {

    /** Sends one request to the kernel. */
    void send(ByteBuffer request) throws IOException;

    /**
     * The next datagram from the kernel, or nothing when none is waiting. The buffer is the caller's until the next call.
     *
     * @throws LostMessagesException when the kernel had to drop messages: what was known must be asked for again
     */
    Optional<ByteBuffer> receive() throws IOException;
}
