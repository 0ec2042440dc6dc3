package io.xenscribe.host;

import io.xenscribe.linux.Descriptors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that has run out of memory or descriptors, whoever notices it. What was in the middle of its work is
 * not to be trusted then, and a service is started again. One line says so, what is to be said to others is said, and the
 * process ends with {@link Agent#FAILURE}, within {@link #PATIENCE} in any case. Safe for any thread.
 */
public final class Exhaustion {

    /** How long the orderly end may take. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Exhaustion.class);
    private static final int RESERVE = 128 * 1024;
    private static final int DEEPEST = 10;

    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    private static final AtomicBoolean begun = new AtomicBoolean();

    /** Given up at the end, so that there is something to end with. */
    @SuppressWarnings("UnusedVariable") // It is there to be given up, not to be read.
    private static byte @Nullable [] reserve;

    private static volatile Runnable ending = () -> {};

    private Exhaustion() {}

    /** From now on {@code end}, run on any thread, has the agent end in order; it must not wait for that. */
    static void prepare(Runnable end) {
        reserve = new byte[RESERVE];
        ending = end;
        // Loads what is needed at the end, when nothing may be loaded any more.
        boolean _ = areDescriptorsGone();
        Thread.setDefaultUncaughtExceptionHandler(Exhaustion::uncaught);
    }

    /** Whether the process is about to end. */
    public static boolean hasBegun() {
        return begun.get();
    }

    /**
     * Returns when {@code failure} is one that concerns only whoever met it; else has the process end and does not return.
     *
     * @param who has met it, for people
     */
    static void check(Throwable failure, String who) {
        String what = cause(failure);
        if (what != null) {
            begin(who, what);
            await();
            Runtime.getRuntime().halt(Agent.FAILURE);
        }
    }

    /** The same for the thread that the end is a matter of: it returns in any case. */
    static void notice(Throwable failure, String who) {
        String what = cause(failure);
        if (what != null) {
            begin(who, what);
        }
    }

    /** What the process ends by, whatever it is; for the thread that has it end. */
    public static void report(Throwable failure, String who) {
        String what = cause(failure);
        begin(who, what == null ? Reason.of(failure) : what);
    }

    /** What has run out, and what to do; null when it is something else. */
    private static @Nullable String cause(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return "there is no memory left (" + cause.getMessage()
                        + "); if this goes on, switch off what uses most or raise -Xmx in lib/xenscribe.options";
            }
            if ((cause instanceof IOException || cause instanceof UncheckedIOException) && areDescriptorsGone()) {
                return "no file can be opened any more (" + cause.getMessage()
                        + "); if this goes on, switch off what leaves files open or raise LimitNOFILE of the service";
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static boolean areDescriptorsGone() {
        return System.getProperty("os.name", "").equals("Linux") && Descriptors.areExhausted();
    }

    private static void begin(String who, String what) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        reserve = null;
        try {
            if (log.isErrorEnabled()) {
                log.error("the agent ends, to be started again: {}: {}", who, what);
            } else {
                sayPlainly(what);
            }
        } catch (Throwable unable) {
            sayPlainly(what);
        }
        try {
            ending.run();
        } catch (Throwable unable) {
            Runtime.getRuntime().halt(Agent.FAILURE);
        }
    }

    /** Without a logger, and with as little as possible of anything else. */
    private static void sayPlainly(String what) {
        try {
            STDERR.write(("xenscribe ends: " + what + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (Throwable unable) {
            // Then the exit code has to do.
            Runtime.getRuntime().halt(Agent.FAILURE);
        }
    }

    private static void await() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (long left = PATIENCE.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException stopped) {
                // By the end itself, which goes on.
            }
        }
    }

    /** A thread of ours, or one that a plugin has made and that nobody looks after. */
    static void uncaught(Thread thread, Throwable failure) {
        check(failure, thread.getName());
        log.warn("the thread '{}' has ended: {}", thread.getName(), Reason.of(failure));
        log.debug("at", failure);
    }
}
