package io.xenscribe.host;

import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PassReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks after all collectors from time to time, on the publisher's thread: whenever that one is awake anyway, and once a
 * minute if need be.
 */
final class Rounds implements PassListener {

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** Not at each of a thousand changes. */
    private static final long SHORTEST = Duration.ofSeconds(1).toNanos();

    private final Supplier<List<CollectorRunner>> runners;
    private long lookedAt = System.nanoTime();
    private long due = LONGEST;

    /** @param runners those of the moment */
    Rounds(Supplier<List<CollectorRunner>> runners) {
        this.runners = runners;
    }

    @Override
    public void passed(PassReport report) {}

    @Override
    public void disconnected(String reason) {}

    @Override
    public void alive(long now) {
        if (now - lookedAt < SHORTEST) {
            return;
        }
        boolean _ = Exhaustion.look();
        long next = Long.MAX_VALUE;
        for (CollectorRunner runner : runners.get()) {
            next = Math.min(next, runner.look(now));
        }
        lookedAt = now;
        // A collector that rests now can get stuck at any time, so one that lives is looked at again.
        due = next == Long.MAX_VALUE ? next : Math.max(SHORTEST, Math.min(LONGEST, next));
    }

    @Override
    public long nanosUntilAlive(long now) {
        return due == Long.MAX_VALUE ? due : Math.max(0, lookedAt + due - now);
    }
}
