package io.xenscribe.xenstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A byte stream to messages, wherever reads cut it: put bytes into {@link #space}, then ask {@link #next} until it has no
 * more. A length over the protocol's limit means that the stream is out of step, which nothing mends. For one thread at a
 * time.
 */
final class MessageDecoder {

    private static final int LONGEST = MessageEncoder.HEADER + MessageEncoder.PAYLOAD_LIMIT;

    private static final int ID = 4;
    private static final int LENGTH = 12;

    /** What came: from {@code start} to the buffer's position. Twice the longest message, so that reads can be large. */
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(2 * LONGEST).order(ByteOrder.LITTLE_ENDIAN);

    private int start;

    /** Where the next bytes go; never full once {@link #next} had no more. */
    ByteBuffer space() {
        return bytes;
    }

    /**
     * The next whole message, or nothing until more bytes have come.
     *
     * @throws IOException when what came cannot be a message
     */
    Optional<Message> next() throws IOException {
        int present = bytes.position() - start;
        if (present < MessageEncoder.HEADER) {
            return makeRoom();
        }
        int length = bytes.getInt(start + LENGTH);
        if (length < 0 || length > MessageEncoder.PAYLOAD_LIMIT) {
            throw new IOException("a message claims " + Integer.toUnsignedString(length) + " bytes, and "
                    + MessageEncoder.PAYLOAD_LIMIT + " is the limit");
        }
        if (present < MessageEncoder.HEADER + length) {
            return makeRoom();
        }
        byte[] payload = new byte[length];
        bytes.get(start + MessageEncoder.HEADER, payload);
        Message message = new Message(bytes.getInt(start), bytes.getInt(start + ID), payload);
        start += MessageEncoder.HEADER + length;
        return Optional.of(message);
    }

    private Optional<Message> makeRoom() {
        if (start > 0) {
            bytes.flip().position(start).compact();
            start = 0;
        }
        return Optional.empty();
    }
}
