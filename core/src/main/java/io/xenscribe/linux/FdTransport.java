package io.xenscribe.linux;

import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The way to a store daemon through a descriptor: the guest's xenbus device, or the socket that dom0's daemon listens on.
 * A reader and a writer do not hold each other up; see {@link Transport} for who may do what.
 */
public final class FdTransport implements Transport {

    /** The kernel buffers a request of 4096 bytes, and the header takes 16 of them. */
    private static final int DEVICE_PAYLOAD = 4080;

    private static final int SOCKET_PAYLOAD = 4096;

    /**
     * Kernels from 4.11 on queue a request with a pointer into the one buffer that an open device has for what is written
     * to it (drivers/xen/xenbus/xenbus_xs.c, xenbus_dev_request_and_reply): what is written before the answer has come
     * can take the place of a payload that was not sent yet.
     */
    private static final int DEVICE_REQUESTS = 1;

    /** Enough to keep a daemon busy; the C daemon reads no more from who has 20 without an answer. */
    private static final int SOCKET_REQUESTS = 10;

    private static final int SOCKET_PATH_OFFSET = 2;
    private static final int SOCKET_PATH_LIMIT = 107;

    /** How long the other end may leave a socket full, and how long it may be too busy to accept a connection. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final int fd;
    private final boolean device;
    private final String where;
    private final Wakeup wakeup;
    private final Poll input;

    private FdTransport(int fd, boolean device, String where, Wakeup wakeup) {
        this.fd = fd;
        this.device = device;
        this.where = where;
        this.wakeup = wakeup;
        this.input = new Poll(new int[] {fd, wakeup.fd()}, new int[] {Poll.READABLE, Poll.READABLE});
    }

    /** Opens a xenbus device such as {@code /dev/xen/xenbus}. Each open one has watches and transactions of its own. */
    public static FdTransport device(Path path) throws IOException {
        int fd = Libc.open(path.toString(), Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        return over(fd, true, path);
    }

    /** Connects to the daemon's socket, which is dom0's, such as {@code /run/xenstored/socket}. */
    public static FdTransport socket(Path path) throws IOException {
        int fd = Libc.socket(Libc.AF_UNIX, Libc.SOCK_STREAM);
        try {
            connect(fd, path.toString());
        } catch (IOException e) {
            Libc.close(fd);
            throw e;
        }
        return over(fd, false, path);
    }

    private static FdTransport over(int fd, boolean device, Path path) throws IOException {
        try {
            return new FdTransport(fd, device, path.toString(), new Wakeup());
        } catch (IOException e) {
            Libc.close(fd);
            throw e;
        }
    }

    /** A daemon lets only one or two connections wait to be accepted, so a refusal to queue is not the last word. */
    private static void connect(int fd, String path) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > SOCKET_PATH_LIMIT) {
            throw new IOException(path + " is too long for a socket: " + SOCKET_PATH_LIMIT + " bytes is the limit");
        }
        int size = SOCKET_PATH_OFFSET + name.length + 1;
        ByteBuffer address = Libc.buffer(size);
        address.putShort((short) Libc.AF_UNIX).put(name);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (Libc.connect(fd, Libc.address(address), size) == -1) {
            int errno = Libc.errno();
            boolean again = errno == Libc.EAGAIN || errno == Libc.EINTR;
            if (!again || System.nanoTime() - deadline > 0) {
                throw Libc.failure(errno, "connect", path);
            }
            boolean _ = new Poll(new int[0], new int[0]).await(PAUSE);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = Libc.read(fd, Libc.address(target) + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
            return count;
        }
        if (count == 0) {
            return -1;
        }
        int errno = Libc.errno();
        if (errno == Libc.EAGAIN || errno == Libc.EINTR) {
            return 0;
        }
        throw Libc.failure(errno, "read", where);
    }

    @Override
    public Optional<StoreError> write(ByteBuffer source) throws IOException {
        boolean begun = false;
        while (source.hasRemaining()) {
            int count = Libc.write(fd, Libc.address(source) + source.position(), source.remaining());
            if (count >= 0) {
                source.position(source.position() + count);
                begun = true;
                continue;
            }
            int errno = Libc.errno();
            if (errno == Libc.EINTR) {
                continue;
            }
            Optional<StoreError> refusal = device && !begun ? refusal(errno) : Optional.empty();
            if (refusal.isPresent()) {
                return refusal;
            }
            if (device || errno != Libc.EAGAIN) {
                throw Libc.failure(errno, "write", where);
            }
            awaitRoom();
        }
        return Optional.empty();
    }

    /** What the kernel turned into an errno on its way from the daemon; the rest say that the device itself is gone. */
    private static Optional<StoreError> refusal(int errno) {
        return switch (errno) {
            case Libc.EPERM -> Optional.of(new StoreError("EPERM"));
            case Libc.ENOENT -> Optional.of(StoreError.ENOENT);
            case Libc.EIO -> Optional.of(StoreError.EIO);
            case Libc.E2BIG -> Optional.of(StoreError.E2BIG);
            case Libc.EAGAIN -> Optional.of(StoreError.EAGAIN);
            case Libc.ENOMEM -> Optional.of(new StoreError("ENOMEM"));
            case Libc.EACCES -> Optional.of(StoreError.EACCES);
            case Libc.EBUSY -> Optional.of(StoreError.EBUSY);
            case Libc.EEXIST -> Optional.of(StoreError.EEXIST);
            case Libc.EINVAL -> Optional.of(StoreError.EINVAL);
            case Libc.ENOSPC -> Optional.of(StoreError.ENOSPC);
            case Libc.EROFS -> Optional.of(new StoreError("EROFS"));
            case Libc.ENOSYS -> Optional.of(StoreError.ENOSYS);
            default -> Optional.empty();
        };
    }

    private void awaitRoom() throws IOException {
        Poll room = new Poll(new int[] {fd}, new int[] {Poll.WRITABLE});
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!room.await(Duration.ofNanos(deadline - System.nanoTime()))) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it takes nothing for " + LIMIT.toSeconds() + " s");
            }
        }
    }

    @Override
    public boolean await(Duration limit) throws IOException {
        if (!input.await(limit)) {
            return false;
        }
        if (input.ready(1)) {
            wakeup.clear();
        }
        return input.ready(0);
    }

    @Override
    public void wake() {
        wakeup.signal();
    }

    @Override
    public int payloadLimit() {
        return device ? DEVICE_PAYLOAD : SOCKET_PAYLOAD;
    }

    @Override
    public int requestsAtOnce() {
        return device ? DEVICE_REQUESTS : SOCKET_REQUESTS;
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public void close() {
        wakeup.close();
        Libc.close(fd);
    }
}
