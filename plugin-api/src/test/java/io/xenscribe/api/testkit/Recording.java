package io.xenscribe.api.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Datagrams in a file: each after its length, 32 bits, lowest byte first. They are a little-endian kernel's, as all of
 * Xen's are.
 */
public final class Recording {

    private Recording() {}

    /**
     * All datagrams of {@code file}.
     *
     * @throws IOException when it cannot be read or ends within a datagram
     */
    public static List<byte[]> of(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> datagrams = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int length = bytes.remaining() < 4 ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw new IOException(file + ": ends within datagram " + (datagrams.size() + 1));
            }
            byte[] datagram = new byte[length];
            bytes.get(datagram);
            datagrams.add(datagram);
        }
        return datagrams;
    }
}
