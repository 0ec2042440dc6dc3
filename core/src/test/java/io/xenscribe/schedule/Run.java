package io.xenscribe.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One order of the steps of a scenario's threads: only one of them runs at a time, from one step to the next. */
public final class Run {

    private static final AtomicReference<@Nullable Run> CURRENT = new AtomicReference<>();

    /** A thread that was just woken still looks as if it waited. */
    private static final long GRACE_NANOS = 60_000;

    /** When nobody can go on: longer than a busy machine takes to let a woken thread run. */
    private static final long STUCK_NANOS = 3_000_000_000L;

    private final List<Worker> workers = new ArrayList<>();
    private final Choices choices;
    private final StringBuilder story = new StringBuilder();

    Run(Choices choices) {
        this.choices = choices;
    }

    /** Called by the classes under test before each step. */
    public static void step() {
        Run run = CURRENT.get();
        if (run != null) {
            for (Worker worker : run.workers) {
                if (worker.thread == Thread.currentThread()) {
                    worker.stop();
                }
            }
        }
    }

    /** Runs all threads to their ends; returns what is wrong. */
    Optional<String> of(Scenario scenario) {
        for (Scenario.Body body : scenario.threads()) {
            workers.add(new Worker(body, workers.size()));
        }
        CURRENT.set(this);
        try {
            workers.forEach(worker -> worker.thread.start());
            Optional<String> stuck = runAll();
            if (stuck.isPresent()) {
                return stuck;
            }
        } finally {
            CURRENT.set(null);
            workers.forEach(Worker::abandon);
        }
        return failure(scenario);
    }

    private Optional<String> failure(Scenario scenario) {
        for (Worker worker : workers) {
            if (worker.failure != null) {
                return Optional.of(worker + " failed: " + worker.failure);
            }
        }
        try {
            scenario.check();
            return Optional.empty();
        } catch (Exception | AssertionError wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /** The threads in the order in which they ran. */
    String story() {
        return story.toString();
    }

    private Optional<String> runAll() {
        Worker last = workers.getFirst();
        while (true) {
            List<Worker> ready = settled();
            if (ready.isEmpty()) {
                return workers.stream().allMatch(Worker::hasEnded) ? Optional.empty() : Optional.of(stuck());
            }
            // To go on with the same thread is no preemption, so it is the first choice.
            if (ready.remove(last)) {
                ready.addFirst(last);
            }
            last = ready.get(choices.next(ready.size(), ready.getFirst() == last));
            story.append(last);
            last.go();
        }
    }

    /** Waits until no thread runs; returns those that can go on. */
    private List<Worker> settled() {
        long since = System.nanoTime();
        long stepsBefore = -1;
        while (true) {
            boolean quiet = true;
            boolean waits = false;
            List<Worker> ready = new ArrayList<>();
            for (Worker worker : workers) {
                if (worker.isAtStep()) {
                    ready.add(worker);
                } else if (!worker.hasEnded()) {
                    waits = true;
                    quiet &= worker.isWaiting();
                }
            }
            if (!quiet) {
                since = System.nanoTime();
                LockSupport.parkNanos(1_000);
                continue;
            }
            long steps = workers.stream().mapToLong(Worker::steps).sum();
            if (steps != stepsBefore) {
                stepsBefore = steps;
                since = System.nanoTime();
            }
            long grace = !waits ? 0 : ready.isEmpty() ? STUCK_NANOS : GRACE_NANOS;
            if (System.nanoTime() - since >= grace) {
                return ready;
            }
            LockSupport.parkNanos(GRACE_NANOS / 6);
        }
    }

    private String stuck() {
        StringBuilder text = new StringBuilder("nobody wakes");
        for (Worker worker : workers) {
            if (!worker.hasEnded()) {
                text.append("\n  ").append(worker).append(", which waits");
                for (StackTraceElement frame : worker.thread.getStackTrace()) {
                    text.append("\n    at ").append(frame);
                }
            }
        }
        return text.toString();
    }

    /** A thread, which runs only when it is told to. */
    private static final class Worker {

        private final Thread thread;
        private final char name;
        private final Object turn = new Object();
        private volatile boolean atStep;
        private boolean abandoned;
        /** Changed by the thread alone. */
        private volatile long steps;

        private volatile @Nullable Throwable failure;

        Worker(Scenario.Body body, int number) {
            this.name = (char) ('A' + number);
            this.thread = new Thread(() -> run(body), "step-" + name);
            thread.setDaemon(true);
        }

        private void run(Scenario.Body body) {
            stop();
            try {
                body.run();
            } catch (Exception | Error thrown) {
                failure = thrown;
            }
        }

        /** Waits for its turn. Not by parking, which may be what the code under test does, and would be mixed up with it. */
        void stop() {
            boolean interrupted = false;
            synchronized (turn) {
                atStep = !abandoned;
                steps++;
                while (atStep) {
                    try {
                        turn.wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void go() {
            synchronized (turn) {
                atStep = false;
                turn.notifyAll();
            }
        }

        void abandon() {
            synchronized (turn) {
                abandoned = true;
                atStep = false;
                turn.notifyAll();
            }
            thread.interrupt();
        }

        boolean isAtStep() {
            return atStep;
        }

        boolean hasEnded() {
            return thread.getState() == Thread.State.TERMINATED;
        }

        boolean isWaiting() {
            Thread.State state = thread.getState();
            return state == Thread.State.BLOCKED
                    || state == Thread.State.WAITING
                    || state == Thread.State.TIMED_WAITING;
        }

        long steps() {
            return steps;
        }

        @Override
        public String toString() {
            return String.valueOf(name);
        }
    }
}
