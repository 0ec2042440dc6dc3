package io.xenscribe.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign that an agent runs: a lock on a file in its runtime directory, which holds its process id. The kernel takes
 * the lock back however the agent ends, so what is left of a killed one tells nobody anything wrong.
 */
public final class AgentLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AgentLock.class);

    /** {@link #holderOf} holds the lock for an instant, which must not be taken for a second agent. */
    private static final int ATTEMPTS = 5;

    private static final long PAUSE_NANOS = 20_000_000;
    private static final int LONGEST_ID = 20;

    private final @Nullable FileChannel channel;
    private final Optional<String> holder;

    private AgentLock(@Nullable FileChannel channel, Optional<String> holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /** Takes the lock until {@link #close}, or tells who has it. Where there can be no file, nobody is found. */
    static AgentLock take(RuntimeDirectory directory, long pid) {
        try {
            Files.createDirectories(directory.path());
            FileChannel channel = FileChannel.open(
                    directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            for (int attempt = 1; !isFree(channel, false); attempt++) {
                if (attempt == ATTEMPTS) {
                    return new AgentLock(channel, Optional.of(name(channel)));
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(pid).getBytes(StandardCharsets.US_ASCII)), 0);
            return new AgentLock(channel, Optional.empty());
        } catch (IOException failure) {
            log.debug("no lock on {}", directory.lock(), failure);
            return new AgentLock(null, Optional.empty());
        }
    }

    /**
     * The agent that runs now, as {@code xenscribe (PID)}; nothing where none does.
     *
     * @throws IOException when the file is there and cannot be looked at
     */
    public static Optional<String> holderOf(RuntimeDirectory directory) throws IOException {
        Path file = directory.lock();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return isFree(channel, true) ? Optional.empty() : Optional.of(name(channel));
        }
    }

    /** The agent that was there first, as {@code xenscribe (PID)}. */
    Optional<String> holder() {
        return holder;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** A lock that is got ends with the channel. */
    private static boolean isFree(FileChannel channel, boolean shared) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    private static String name(FileChannel channel) throws IOException {
        ByteBuffer id = ByteBuffer.allocate(LONGEST_ID);
        int count = channel.read(id, 0);
        return count <= 0
                ? "xenscribe"
                : "xenscribe (" + new String(id.array(), 0, count, StandardCharsets.US_ASCII) + ")";
    }
}
