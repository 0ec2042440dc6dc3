package io.xenscribe.linux;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.FileSystemUsage;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the kernel says of mounted file systems. */
public final class FileSystems {

    /*
     * struct statfs of the 64-bit machines that share include/uapi/asm-generic/statfs.h, x86_64 and aarch64 among them:
     *
     *   long f_type, f_bsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree;    8 bytes each
     *   int f_fsid[2];
     *   long f_namelen, f_frsize, f_flags, f_spare[4];
     */
    private static final int BLOCK_SIZE = 8;
    private static final int BLOCKS = 16;
    private static final int BLOCKS_FREE = 24;
    private static final int BLOCKS_AVAILABLE = 32;
    private static final int FILES = 40;
    private static final int FILES_FREE = 48;
    private static final int FRAGMENT_SIZE = 72;
    private static final int SIZE = 120;

    private static final long STATFS = Libc.symbol("statfs");

    private FileSystems() {}

    /**
     * The usage of the file system that holds {@code path}.
     *
     * @throws IOException with the path and the system's message
     */
    public static FileSystemUsage statfs(Path path) throws IOException {
        String name = path.toString();
        ByteBuffer file = Libc.string(name);
        ByteBuffer answer = Libc.buffer(SIZE);
        try {
            while ((int) Libc.call(STATFS, Libc.address(file), answer, 0) != 0) {
                int errno = Libc.errno();
                if (errno != Libc.EINTR) {
                    throw Libc.failure(errno, "statfs", name);
                }
            }
            return usage(answer);
        } finally {
            Reference.reachabilityFence(file);
        }
    }

    /** Blocks are counted in fragments, as POSIX has it and network file systems report; older ones leave that size 0. */
    static FileSystemUsage usage(ByteBuffer statfs) {
        long fragment = statfs.getLong(FRAGMENT_SIZE);
        long unit = fragment > 0 ? fragment : statfs.getLong(BLOCK_SIZE);
        return new FileSystemUsage(
                bytes(statfs.getLong(BLOCKS), unit),
                bytes(statfs.getLong(BLOCKS_FREE), unit),
                bytes(statfs.getLong(BLOCKS_AVAILABLE), unit),
                Math.max(0, statfs.getLong(FILES)),
                Math.max(0, statfs.getLong(FILES_FREE)));
    }

    /** Some file systems count below zero when the blocks kept for root are in use, or make up endless room. */
    private static Bytes bytes(long blocks, long unit) {
        if (blocks <= 0 || unit <= 0) {
            return Bytes.of(0);
        }
        return Bytes.of(blocks > Long.MAX_VALUE / unit ? Long.MAX_VALUE : blocks * unit);
    }
}
