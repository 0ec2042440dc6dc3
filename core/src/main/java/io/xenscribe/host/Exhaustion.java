package io.xenscribe.host;

import io.xenscribe.linux.Descriptors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final long LONGEST_LINE = 1_000_000_000L;

    private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

    /** No atomic: the first use of one takes room. */
    private static volatile boolean hasBegun;

    /** Given up at the end, so that there is something to end with. */
    @SuppressWarnings("UnusedVariable") // It is there to be given up, not to be read.
    private static byte @Nullable [] reserve;

    private static volatile boolean isSaid;
    private static volatile Runnable ending = () -> {};

    private Exhaustion() {}

    /** From now on {@code end}, run on any thread, has the agent end in order; it must not wait for that. */
    static void prepare(Runnable end) {
        reserve = new byte[RESERVE];
        ending = end;
        // Loads what is needed at the end, when nothing may be loaded any more.
        boolean _ = areDescriptorsGone();
        Lack _ = Lack.MEMORY;
        Thread.setDefaultUncaughtExceptionHandler(Exhaustion::uncaught);
    }

    /** Whether the process is about to end. */
    public static boolean hasBegun() {
        return hasBegun;
    }

    /**
     * Returns when {@code failure} is one that concerns only whoever met it; else has the process end and does not return.
     *
     * @param who has met it, for people
     */
    static void check(Throwable failure, String who) {
        Lack lack = lack(failure);
        if (lack != null) {
            begin(who, lack, failure);
            await();
            Runtime.getRuntime().halt(Agent.FAILURE);
        }
    }

    /** The same for the thread that the end is a matter of: it returns in any case. */
    static void notice(Throwable failure, String who) {
        Lack lack = lack(failure);
        if (lack != null) {
            begin(who, lack, failure);
        }
    }

    /**
     * Looks whether there are descriptors, for whoever was refused one may have kept that to himself.
     *
     * @return {@link #hasBegun}
     */
    static boolean look() {
        if (!hasBegun && areDescriptorsGone()) {
            begin("one of the collectors", Lack.DESCRIPTORS, new IOException("which one is not known"));
        }
        return hasBegun;
    }

    /** What the process ends by, whatever it is; for the thread that has it end. */
    public static void report(Throwable failure, String who) {
        Lack lack = lack(failure);
        begin(who, lack == null ? Lack.OTHER : lack, failure);
    }

    /** What has run out; null when it is something else. Makes no object: there may be no room for one. */
    private static @Nullable Lack lack(Throwable failure) {
        try {
            return lackIn(failure);
        } catch (OutOfMemoryError whileLooking) {
            return Lack.MEMORY;
        }
    }

    private static @Nullable Lack lackIn(Throwable failure) {
        boolean isOfFile = false;
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return Lack.MEMORY;
            }
            // A class cannot be loaded either when its file cannot be opened.
            isOfFile |= cause instanceof IOException
                    || cause instanceof UncheckedIOException
                    || cause instanceof LinkageError
                    || cause instanceof ClassNotFoundException;
            cause = cause.getCause();
        }
        return isOfFile && areDescriptorsGone() ? Lack.DESCRIPTORS : null;
    }

    private static boolean areDescriptorsGone() {
        return System.getProperty("os.name", "").equals("Linux") && Descriptors.areExhausted();
    }

    private static void begin(String who, Lack lack, Throwable failure) {
        if (!isFirst()) {
            awaitLine();
            return;
        }
        reserve = null;
        say(who, lack, failure);
        isSaid = true;
        try {
            ending.run();
        } catch (Throwable unable) {
            Runtime.getRuntime().halt(Agent.FAILURE);
        }
    }

    private static synchronized boolean isFirst() {
        boolean isFirst = !hasBegun;
        hasBegun = true;
        return isFirst;
    }

    /** Whoever comes second must not have the process end before the first has spoken. */
    private static void awaitLine() {
        long begin = System.nanoTime();
        while (!isSaid && System.nanoTime() - begin < LONGEST_LINE) {
            Thread.onSpinWait();
        }
    }

    private static void say(String who, Lack lack, Throwable failure) {
        try {
            // A log line takes room, which others are after as well.
            if (lack != Lack.MEMORY && log.isErrorEnabled()) {
                log.error("{}{}: {} ({})", Lack.BEGIN, who, lack.words, Reason.of(failure));
                return;
            }
        } catch (Throwable unable) {
            // As below.
        }
        try {
            STDERR.write(lack.line);
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
        try {
            log.warn("the thread '{}' has ended: {}", thread.getName(), Reason.of(failure));
            log.debug("at", failure);
        } catch (Throwable unable) {
            check(unable, thread.getName());
        }
    }

    /** What has run out, with a line that is there beforehand, for there may be no room to make one. */
    private enum Lack {
        MEMORY("there is no memory left; if this goes on, switch off what uses most or raise -Xmx in"
                + " lib/xenscribe.options"),
        DESCRIPTORS("no file can be opened any more; if this goes on, switch off what leaves files open or raise"
                + " LimitNOFILE of the service"),
        OTHER("it cannot go on");

        private static final String BEGIN = "the agent ends, to be started again: ";

        private final String words;

        @SuppressWarnings("ImmutableEnumChecker") // Nobody else sees it, and to copy it would take room.
        private final byte[] line;

        Lack(String words) {
            this.words = words;
            this.line = ("the agent ends, to be started again: " + words + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }
}
