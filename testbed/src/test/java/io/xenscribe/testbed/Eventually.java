package io.xenscribe.testbed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Waits for what must become true, and says what was not when time is up. */
final class Eventually {

    private static final Duration STEP = Duration.ofMillis(10);

    private Eventually() {}

    /** Repeats {@code assertion} until it holds; its last failure is the test's after {@code limit}. */
    static void within(Duration limit, ThrowingCallable assertion) throws Throwable {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                assertion.call();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("not within " + limit.toMillis() + " ms: " + e.getMessage(), e);
                }
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
    }
}
