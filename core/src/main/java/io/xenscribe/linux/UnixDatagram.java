package io.xenscribe.linux;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Datagrams to a unix socket, which the JDK does not have: its channels over unix sockets are streams (unix(7)). */
public final class UnixDatagram {

    private static final int SOCK_DGRAM = 2;

    /** {@code sun_path} of {@code struct sockaddr_un}, which begins after a family of two bytes. */
    private static final int LONGEST_ADDRESS = 108;

    /** How long a receiver may leave its queue full. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private UnixDatagram() {}

    /**
     * Sends one datagram by a socket of its own, so that a receiver that was replaced meanwhile gets it too. Waits for at
     * most a second.
     *
     * @param address a path, or a name of the abstract kind after an {@code @}
     * @throws IOException when nobody receives there, or the receiver takes nothing
     */
    public static void send(String address, String text) throws IOException {
        ByteBuffer socket = socketAddress(address);
        int fd = Libc.socket(Libc.AF_UNIX, SOCK_DGRAM);
        try {
            Libc.check(Libc.connect(fd, Libc.address(socket), socket.capacity()), "connect", address);
            write(fd, text.getBytes(StandardCharsets.UTF_8), address);
        } finally {
            Libc.close(fd);
            Reference.reachabilityFence(socket);
        }
    }

    /** An abstract name begins with a zero byte and ends with the structure; a path may do without its zero at the end. */
    private static ByteBuffer socketAddress(String address) throws IOException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = address.startsWith("@");
        if (name.length == 0 || name.length > LONGEST_ADDRESS || !(isAbstract || address.startsWith("/"))) {
            throw new IOException("'" + address + "' is no address of a unix socket");
        }
        if (isAbstract) {
            name[0] = 0;
        }
        ByteBuffer structure = Libc.buffer(Short.BYTES + name.length);
        structure.putShort((short) Libc.AF_UNIX).put(name);
        return structure;
    }

    private static void write(int fd, byte[] bytes, String address) throws IOException {
        ByteBuffer message = Libc.buffer(bytes.length).put(0, bytes);
        try {
            for (boolean waited = false; Libc.write(fd, Libc.address(message), bytes.length) == -1; waited = true) {
                int errno = Libc.errno();
                if (errno == Libc.EAGAIN && !waited) {
                    boolean _ = new Poll(new int[] {fd}, new int[] {Poll.WRITABLE}).await(LIMIT);
                } else if (errno != Libc.EINTR) {
                    throw Libc.failure(errno, "send", address);
                }
            }
        } finally {
            Reference.reachabilityFence(message);
        }
    }
}
