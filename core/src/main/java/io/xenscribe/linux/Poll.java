package io.xenscribe.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One poll(2) over a handful of descriptors. Belongs to the thread that waits. */
public final class Poll {

    public static final int READABLE = Libc.POLLIN;
    /** What sysfs and procfs files signal when their content has changed. */
    public static final int CHANGED = Libc.POLLPRI;

    public static final int WRITABLE = Libc.POLLOUT;

    private static final int ENTRY_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int READY = 6;

    private final int[] fds;
    private final ByteBuffer entries;

    /** Waits for {@code events[i]} on {@code fds[i]}. */
    public Poll(int[] fds, int[] events) {
        this.fds = fds.clone();
        this.entries = Libc.buffer(Math.max(1, fds.length) * ENTRY_SIZE);
        for (int i = 0; i < fds.length; i++) {
            entries.putInt(i * ENTRY_SIZE, fds[i]);
            entries.putShort(i * ENTRY_SIZE + EVENTS, (short) events[i]);
        }
    }

    /**
     * Waits until one is ready, the time is over or a signal came in.
     *
     * @param limit non-positive: does not wait; longer than about 24 days: that long, so callers loop
     * @return whether any is ready; then ask {@link #ready}
     */
    public boolean await(Duration limit) throws IOException {
        int ready = Libc.poll(Libc.address(entries), fds.length, millis(limit));
        if (ready >= 0) {
            return ready > 0;
        }
        int errno = Libc.errno();
        if (errno == Libc.EINTR || errno == Libc.EAGAIN) {
            return false;
        }
        throw Libc.failure(errno, "poll", "");
    }

    /** Whether the last {@link #await} found the descriptor at {@code index} ready, in error or hung up. */
    public boolean ready(int index) {
        return entries.getShort(index * ENTRY_SIZE + READY) != 0;
    }

    /** Rounded up, so that a wait never ends before its time and a loop around it never spins. */
    private static int millis(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            return 0;
        }
        if (limit.toSeconds() >= Integer.MAX_VALUE / 1000) {
            return Integer.MAX_VALUE;
        }
        return (int) ((limit.toNanos() + 999_999) / 1_000_000);
    }
}
