package io.xenscribe.linux;

import java.io.IOException;

/** A descriptor that is closed once, and not used afterwards: its number may be another file's by then. */
final class Handle implements AutoCloseable {

    private static final int CLOSED = -1;

    private final String name;
    private volatile int fd;

    Handle(int fd, String name) {
        this.fd = fd;
        this.name = name;
    }

    /** The descriptor, or -1 once closed. */
    int fd() {
        return fd;
    }

    /** The descriptor, to call the system with. */
    int open() throws IOException {
        int open = fd;
        if (open == CLOSED) {
            throw new IOException(name + " is closed");
        }
        return open;
    }

    boolean isOpen() {
        return fd != CLOSED;
    }

    @Override
    public void close() {
        int open;
        synchronized (this) {
            open = fd;
            fd = CLOSED;
        }
        if (open != CLOSED) {
            Libc.close(open);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
