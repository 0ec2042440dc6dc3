package io.xenscribe.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The entries of one directory, through inotify(7); ready after any change of them. It follows the directory itself, not
 * its name: when the directory is moved or removed it is ready a last time, and the caller watches anew.
 */
public final class WatchedDirectory implements Descriptor {

    private static final int IN_MODIFY = 0x2;
    private static final int IN_CLOSE_WRITE = 0x8;
    private static final int IN_MOVED_FROM = 0x40;
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_DELETE_SELF = 0x400;
    private static final int IN_MOVE_SELF = 0x800;
    private static final int IN_ONLYDIR = 0x1000000;
    private static final long CHANGES = IN_MODIFY
            | IN_CLOSE_WRITE
            | IN_MOVED_FROM
            | IN_MOVED_TO
            | IN_CREATE
            | IN_DELETE
            | IN_DELETE_SELF
            | IN_MOVE_SELF
            | IN_ONLYDIR;

    private static final long INOTIFY_INIT = Libc.symbol("inotify_init1");
    private static final long INOTIFY_ADD_WATCH = Libc.symbol("inotify_add_watch");

    private final Handle handle;
    /** Holds at least one event with the longest name. */
    private final ByteBuffer events = Libc.buffer(1024);

    private WatchedDirectory(Handle handle) {
        this.handle = handle;
    }

    /**
     * Watches a directory.
     *
     * @throws IOException when there is no such directory, or the user watches too many already
     */
    public static WatchedDirectory open(Path path) throws IOException {
        String name = path.toString();
        long flags = Libc.O_NONBLOCK | Libc.O_CLOEXEC;
        int fd = Libc.check(Libc.call(INOTIFY_INIT, flags, 0, 0), "inotify", name);
        Handle handle = new Handle(fd, name);
        try {
            Libc.check(Libc.call(INOTIFY_ADD_WATCH, fd, Libc.string(name), CHANGES), "watch", name);
            return new WatchedDirectory(handle);
        } catch (IOException e) {
            handle.close();
            throw e;
        }
    }

    /** Drops the events: that there were some is all that counts. */
    @Override
    public void taken() {
        int size;
        do {
            size = Libc.read(handle.fd(), Libc.address(events), events.capacity());
        } while (size > 0);
    }

    @Override
    public int fd() {
        return handle.fd();
    }

    @Override
    public int events() {
        return Poll.READABLE;
    }

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
