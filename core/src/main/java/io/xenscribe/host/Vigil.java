package io.xenscribe.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one collector: one that neither waits nor publishes for too long is interrupted, and when that does not help
 * left behind, so that a new one can be started. Threads that it made and forgot are named. {@link #look} belongs to one
 * thread.
 */
final class Vigil {

    /** Of collectors that are left behind in the whole process: each holds a thread, and perhaps more. */
    private static final int MOST_LEFT_BEHIND = 4;

    private static final AtomicInteger leftBehindInAll = new AtomicInteger();

    private final CollectorRunner runner;
    private final CollectorThreads threads;
    private final Patience patience;

    /** The run that was interrupted, when, and for what. */
    private @Nullable Object hurried;

    private long hurriedAt;
    private String charge = "";

    private final List<Thread> abandoned = new ArrayList<>();
    private int abandonments;
    private boolean awaitsRenewal;
    private long renewalAt;

    /** Threads of the plugin that were there when a run had ended. */
    private final Set<Thread> suspects = new HashSet<>();

    private long suspectedAt;
    private boolean areNamed = true;
    private volatile List<String> leftBehind = List.of();

    /**
     * How long to wait for what.
     *
     * @param silence how long a collector may neither wait nor publish
     * @param grace how long it has to end once it was interrupted
     * @param renewal the pauses before a new one is started in its place
     */
    record Patience(Duration silence, Duration grace, Backoff renewal) {

        static final Patience USUAL = new Patience(
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofHours(1)));
    }

    Vigil(CollectorRunner runner, CollectorThreads threads, Patience patience) {
        this.runner = runner;
        this.threads = threads;
        this.patience = patience;
    }

    /** What is still there of it and should not be, for people. */
    List<String> leftBehind() {
        return leftBehind;
    }

    /** A run has ended, on the collector's own thread. */
    void runEnded() {
        List<Thread> alive = threads.ofThePlugin();
        synchronized (suspects) {
            areNamed &= !suspects.addAll(alive);
            suspectedAt = System.nanoTime();
        }
    }

    /** See {@link CollectorRunner#look}. */
    long look(CollectorThread thread, long now) {
        reap();
        long next = awaitsRenewal ? renewal(now) : signsOfLife(thread, now);
        return Math.min(next, lookForThreads(now));
    }

    /** Those that have ended after all make room. */
    void reap() {
        int before = abandoned.size();
        abandoned.removeIf(thread -> !thread.isAlive());
        if (abandoned.size() < before) {
            leftBehindInAll.addAndGet(abandoned.size() - before);
            note();
        }
    }

    private long renewal(long now) {
        if (now - renewalAt < 0) {
            return renewalAt - now;
        }
        // Where too many are left behind, each look is a chance that one of them has ended.
        if (leftBehindInAll.get() < MOST_LEFT_BEHIND) {
            awaitsRenewal = false;
            runner.renew();
        }
        return patience.silence().toNanos();
    }

    private long signsOfLife(CollectorThread thread, long now) {
        if (!thread.isAlive()) {
            return Long.MAX_VALUE;
        }
        Object run = thread.runInProgress();
        if (run != null && run == hurried) {
            long left = hurriedAt + patience.grace().toNanos() - now;
            return left > 0 ? left : abandon(thread, now);
        }
        long silence = thread.silence(now);
        if (silence < patience.silence().toNanos()) {
            return patience.silence().toNanos() - Math.max(0, silence);
        }
        hurried = run;
        hurriedAt = now;
        charge = described(thread, silence);
        thread.endRun(charge);
        return patience.grace().toNanos();
    }

    private static String described(CollectorThread thread, long silence) {
        String where = thread.whereabouts();
        return "has neither waited nor published for "
                + Duration.ofNanos(silence).toSeconds() + " s" + (where.isEmpty() ? "" : ", at " + where);
    }

    private long abandon(CollectorThread thread, long now) {
        abandoned.add(thread);
        leftBehindInAll.incrementAndGet();
        abandonments++;
        long pause = patience.renewal().pause(abandonments).toNanos();
        renewalAt = now + pause;
        awaitsRenewal = true;
        hurried = null;
        note();
        runner.giveUp(charge);
        return pause;
    }

    private long lookForThreads(long now) {
        synchronized (suspects) {
            boolean isRid = suspects.removeIf(thread -> !thread.isAlive());
            long left = suspectedAt + patience.grace().toNanos() - now;
            if (!areNamed && left > 0) {
                return left;
            }
            if (!areNamed || isRid) {
                note();
            }
            areNamed = true;
        }
        for (String name : leftBehind) {
            runner.tell("a thread of it goes on without it: '" + name + "'");
        }
        return Long.MAX_VALUE;
    }

    private void note() {
        Set<String> names = new LinkedHashSet<>();
        for (Thread thread : abandoned) {
            names.add(thread.getName());
        }
        synchronized (suspects) {
            for (Thread thread : suspects) {
                names.add(thread.getName());
            }
        }
        leftBehind = List.copyOf(names);
    }
}
