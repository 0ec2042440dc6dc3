package io.xenscribe.xenstore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Requests to bytes: a header of four little-endian words, then the payload. Reuses one buffer, so for one thread at a time. */
final class MessageEncoder {

    static final int HEADER = 16;
    /** The longest payload that the protocol knows, in bytes. */
    static final int PAYLOAD_LIMIT = 4096;

    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(HEADER + PAYLOAD_LIMIT).order(ByteOrder.LITTLE_ENDIAN);

    /** The message, in a buffer that holds until the next call. */
    ByteBuffer encode(Operation operation, int id, int transaction, byte[] payload) {
        bytes.clear();
        bytes.putInt(operation.code()).putInt(id).putInt(transaction).putInt(payload.length);
        return bytes.put(payload).flip();
    }
}
