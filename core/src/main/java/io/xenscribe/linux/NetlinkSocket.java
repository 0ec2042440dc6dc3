package io.xenscribe.linux;

import io.xenscribe.api.LostMessagesException;
import io.xenscribe.api.Netlink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A socket of the family {@code NETLINK_ROUTE}, as netlink(7) and {@code linux/netlink.h} describe it. It takes messages
 * from the kernel alone: another process may send to its port, and is not listened to.
 */
public final class NetlinkSocket implements Netlink, Descriptor {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int MSG_TRUNC = 0x20;
    private static final int ENOBUFS = 105;

    /** struct sockaddr_nl: family, padding (16 bits each), port, groups (32 bits each). */
    private static final int ADDRESS_SIZE = 12;

    private static final int ADDRESS_PORT = 4;
    private static final int ADDRESS_GROUPS = 8;
    private static final int KERNEL = 0;

    /** The kernel never makes the parts of a dump larger, and makes them as large as it sees the reader's buffer is. */
    private static final int DATAGRAM_SIZE = 32 * 1024;

    /** Room for some thousand changes at once; the kernel takes the memory only while they wait. */
    private static final int QUEUE_SIZE = 4 * 1024 * 1024;

    private static final long SOCKET = Libc.symbol("socket");
    private static final long BIND = Libc.symbol("bind");
    private static final long SETSOCKOPT = Libc.symbol("setsockopt");
    private static final long SEND = Libc.symbol("write");
    private static final long RECVFROM = Libc.symbol("recvfrom");

    private final Handle handle;
    private final ByteBuffer sender = Libc.buffer(ADDRESS_SIZE);
    /** The size of an address, or of the queue. */
    private final ByteBuffer integer = Libc.buffer(Integer.BYTES);

    private ByteBuffer datagram = Libc.buffer(DATAGRAM_SIZE);

    private NetlinkSocket(Handle handle) {
        this.handle = handle;
    }

    /**
     * Opens a socket that does not block and has joined {@code groups}.
     *
     * @param groups a mask of {@code RTMGRP_} bits; 0 for none
     * @throws IOException when the kernel refuses
     */
    public static NetlinkSocket open(int groups) throws IOException {
        long type = SOCK_RAW | Libc.O_NONBLOCK | Libc.O_CLOEXEC;
        int fd = Libc.check(Libc.call(SOCKET, AF_NETLINK, type, NETLINK_ROUTE), "socket", "netlink");
        NetlinkSocket socket = new NetlinkSocket(new Handle(fd, "netlink socket"));
        try {
            socket.enlargeQueue();
            socket.bind(groups);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void send(ByteBuffer request) throws IOException {
        int size = request.remaining();
        ByteBuffer bytes = Libc.buffer(size).put(request.duplicate());
        while (Libc.call(SEND, handle.open(), bytes, size) < 0) {
            int errno = Libc.errno();
            if (errno != Libc.EINTR) {
                throw Libc.failure(errno, "send", "netlink");
            }
        }
    }

    @Override
    public Optional<ByteBuffer> receive() throws IOException {
        for (; ; ) {
            int size = receiveInto(datagram);
            if (size < 0) {
                int errno = Libc.errno();
                switch (errno) {
                    case Libc.EAGAIN -> {
                        return Optional.empty();
                    }
                    case Libc.EINTR -> {}
                    case ENOBUFS ->
                        throw new LostMessagesException("netlink: messages came faster than they were read");
                    default -> throw Libc.failure(errno, "receive", "netlink");
                }
            } else if (size > datagram.capacity()) {
                int had = datagram.capacity();
                datagram = Libc.buffer(size);
                throw new LostMessagesException("netlink: a message of " + size + " bytes did not fit into " + had);
            } else if (sender.getInt(ADDRESS_PORT) == KERNEL) {
                return Optional.of(datagram.clear().limit(size).order(ByteOrder.nativeOrder()));
            }
        }
    }

    /** The datagram's whole size, which may be more than fits; -1 with {@link Libc#errno} set. */
    private int receiveInto(ByteBuffer target) throws IOException {
        integer.putInt(0, ADDRESS_SIZE);
        return (int) Libc.call(
                RECVFROM,
                handle.open(),
                Libc.address(target),
                target.capacity(),
                MSG_TRUNC,
                Libc.address(sender),
                Libc.address(integer));
    }

    /** Beyond what an unprivileged user may ask for, if we may; else as much as they may. */
    private void enlargeQueue() throws IOException {
        if (setQueue(SO_RCVBUFFORCE) != 0) {
            Libc.check(setQueue(SO_RCVBUF), "setsockopt", "netlink");
        }
    }

    private int setQueue(int option) throws IOException {
        integer.putInt(0, QUEUE_SIZE);
        return (int) Libc.call(SETSOCKOPT, handle.open(), SOL_SOCKET, option, Libc.address(integer), Integer.BYTES, 0);
    }

    private void bind(int groups) throws IOException {
        ByteBuffer address =
                Libc.buffer(ADDRESS_SIZE).putShort(0, (short) AF_NETLINK).putInt(ADDRESS_GROUPS, groups);
        Libc.check(Libc.call(BIND, handle.open(), address, ADDRESS_SIZE), "bind", "netlink");
    }

    @Override
    public int fd() {
        return handle.fd();
    }

    @Override
    public int events() {
        return Poll.READABLE;
    }

    /** Nothing to do: it stays ready until all messages are received. */
    @Override
    public void taken() {}

    @Override
    public boolean isOpen() {
        return handle.isOpen();
    }

    @Override
    public void close() {
        handle.close();
    }

    @Override
    public String toString() {
        return handle.toString();
    }
}
