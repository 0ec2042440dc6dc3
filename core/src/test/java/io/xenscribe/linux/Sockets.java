package io.xenscribe.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What tests do to sockets and the agent does not. */
final class Sockets {

    private static final int AF_NETLINK = 16;
    private static final int ADDRESS_SIZE = 12;

    private Sockets() {}

    /** The port that the kernel gave a netlink socket. */
    static int port(int fd) throws IOException {
        ByteBuffer address = Libc.buffer(ADDRESS_SIZE);
        ByteBuffer size = Libc.buffer(Integer.BYTES).putInt(0, ADDRESS_SIZE);
        long result = Libc.call(Libc.symbol("getsockname"), fd, Libc.address(address), Libc.address(size));
        Libc.check(result, "getsockname", "netlink");
        return address.getInt(4);
    }

    /** Whether this user may send to another's port. */
    static boolean sendTo(int fd, int port, ByteBuffer datagram) {
        ByteBuffer bytes = Libc.buffer(datagram.remaining()).put(datagram.duplicate());
        ByteBuffer address =
                Libc.buffer(ADDRESS_SIZE).putShort(0, (short) AF_NETLINK).putInt(4, port);
        return Libc.call(
                        Libc.symbol("sendto"),
                        fd,
                        Libc.address(bytes),
                        bytes.capacity(),
                        0,
                        Libc.address(address),
                        ADDRESS_SIZE)
                >= 0;
    }

    /** As little room for waiting datagrams as the kernel lets one have. */
    static void smallestQueue(int fd) {
        ByteBuffer size = Libc.buffer(Integer.BYTES).putInt(0, 1);
        Libc.call(Libc.symbol("setsockopt"), fd, 1, 8, Libc.address(size), Integer.BYTES, 0);
    }

    /** A unix datagram socket bound to a path, or to an abstract name that {@code @} stands before. */
    static int receiver(String address) throws IOException {
        byte[] name = address.getBytes(StandardCharsets.UTF_8);
        if (name[0] == '@') {
            name[0] = 0;
        }
        ByteBuffer bound =
                Libc.buffer(2 + name.length).putShort(0, (short) Libc.AF_UNIX).put(2, name);
        int fd = Libc.socket(Libc.AF_UNIX, 2);
        Libc.check(Libc.call(Libc.symbol("bind"), fd, bound, bound.capacity()), "bind", address);
        return fd;
    }

    /** The next datagram, or an empty text where none waits. */
    static String received(int fd) {
        ByteBuffer bytes = Libc.buffer(4096);
        int count = Libc.read(fd, Libc.address(bytes), bytes.capacity());
        byte[] text = new byte[Math.max(0, count)];
        bytes.get(0, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
