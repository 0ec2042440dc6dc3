package io.xenscribe.linux;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Ends a {@link Poll} from any thread, through an eventfd(2). Signals that nobody has taken in yet count once. */
public final class Wakeup implements AutoCloseable {

    private final int fd;
    private final ByteBuffer one = Libc.buffer(8).putLong(0, 1);
    private final ByteBuffer taken = Libc.buffer(8);
    private boolean closed;

    public Wakeup() throws IOException {
        this.fd = Libc.eventfd();
    }

    public int fd() {
        return fd;
    }

    /** Makes the descriptor readable; does nothing once closed. */
    public synchronized void signal() {
        if (!closed) {
            Libc.write(fd, Libc.address(one), 8);
        }
    }

    /** Makes the descriptor unreadable again; for the one thread that polls. */
    public void clear() {
        Libc.read(fd, Libc.address(taken), 8);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
        }
    }
}
