package io.xenscribe.publish;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the publisher has to do something: there is news, the domain resumed, something is due again, or it is to stop.
 *
 * <p>The publisher's thread waits here; the other methods may be called from any thread and are cheap when there is news
 * already.
 */
class Agenda {

    /** How long the first pass waits for collectors that have not reported, so that one pass does instead of many. */
    private static final long FIRST_PASS_GRACE = Duration.ofMillis(150).toNanos();

    private final Pacing pacing = new Pacing(System.nanoTime());
    /** When there was a connection for the first time: collectors start then. */
    private long startedAt;

    private @Nullable Xenstore store;
    private boolean news = true;
    private boolean resumed;
    private boolean stopping;
    private boolean registered;
    private long passes;

    /** The clock that the publisher goes by: {@link System#nanoTime}, or that of a test. */
    long now() {
        return System.nanoTime();
    }

    synchronized void news() {
        if (!news) {
            news = true;
            interruptWait();
        }
    }

    synchronized void stop() {
        stopping = true;
        interruptWait();
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** The connection to wait on from now on; everything is new to it. */
    synchronized void connected(Xenstore connection) {
        store = connection;
        if (passes == 0) {
            startedAt = now();
        }
        news = true;
        resumed = false;
        registered = false;
    }

    synchronized void disconnected() {
        store = null;
    }

    /** The resume signal's watch fired; its registration fires it once, every further time means a new domain. */
    synchronized void watchFired(String path) {
        if (!registered) {
            registered = true;
            return;
        }
        resumed = true;
        interruptWait();
    }

    /** Whether the domain resumed since the last call. */
    synchronized boolean takeResume() {
        boolean was = resumed;
        resumed = false;
        return was;
    }

    synchronized long passes() {
        return passes;
    }

    /** Waits on the connection until a pass is to run; false when the publisher is to stop. */
    boolean awaitPass(Xenstore connection, LongSupplier nanosUntilDue, BooleanSupplier isIncomplete)
            throws XenstoreException {
        while (true) {
            long now = now();
            long wait = nanosUntilPass(now, nanosUntilDue.getAsLong(), isIncomplete);
            if (isStopping()) {
                return false;
            }
            if (wait <= 0) {
                startPass(now);
                return true;
            }
            connection.await(wait == Long.MAX_VALUE ? Duration.ofDays(365) : Duration.ofNanos(wait));
        }
    }

    /** Waits without a connection. */
    synchronized void sleep(Duration pause) {
        long end = now() + pause.toNanos();
        try {
            for (long left = pause.toNanos(); left > 0 && !stopping; left = end - now()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException interrupted) {
            stopping = true;
        }
    }

    private synchronized long nanosUntilPass(long now, long nanosUntilDue, BooleanSupplier isIncomplete) {
        if (passes == 0) {
            long grace = startedAt + FIRST_PASS_GRACE - now;
            if (grace > 0 && isIncomplete.getAsBoolean()) {
                news = false;
                return grace;
            }
            return 0;
        }
        if (news || resumed) {
            return pacing.delay(now).toNanos();
        }
        return nanosUntilDue;
    }

    private synchronized void startPass(long now) {
        pacing.pass(now);
        passes++;
        news = false;
    }

    private void interruptWait() {
        if (store != null) {
            store.wake();
        }
        notifyAll();
    }
}
