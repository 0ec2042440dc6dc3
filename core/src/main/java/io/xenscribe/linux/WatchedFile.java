package io.xenscribe.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file of /proc or /sys whose changes the kernel signals by POLLPRI and POLLERR: attributes with
 * {@code sysfs_notify()} (kernfs_generic_poll in fs/kernfs/file.c), /proc/self/mounts and the like. In sysfs only
 * reading from the start arms the signal for the next change, and it must be read by the descriptor that waits.
 */
public final class WatchedFile implements Descriptor {

    private static final int SEEK_SET = 0;
    private static final long LSEEK = Libc.symbol("lseek");
    /** The node is gone, as when a device is unplugged: the descriptor would be ready for ever. */
    private static final int ENODEV = 19;

    private static final int NEVER = -1;

    private final Handle handle;
    /** Any piece of the file will do: it is read to be armed, not to be known. */
    private final ByteBuffer start = Libc.buffer(64);

    private boolean gone;

    private WatchedFile(Handle handle) {
        this.handle = handle;
    }

    /**
     * Watches a file, from now on.
     *
     * @throws IOException when it cannot be opened
     */
    public static WatchedFile open(Path path) throws IOException {
        String name = path.toString();
        int fd = Libc.open(name, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        WatchedFile file = new WatchedFile(new Handle(fd, name));
        file.taken();
        return file;
    }

    /** A read that fails arms as well, and is for the one who reads the file to report. */
    @Override
    public void taken() {
        int fd = handle.fd();
        Libc.call(LSEEK, fd, 0, SEEK_SET);
        gone = Libc.read(fd, Libc.address(start), start.capacity()) < 0 && Libc.errno() == ENODEV;
    }

    @Override
    public int fd() {
        return gone ? NEVER : handle.fd();
    }

    @Override
    public int events() {
        return Poll.CHANGED;
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
