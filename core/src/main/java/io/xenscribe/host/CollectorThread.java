package io.xenscribe.host;

import io.xenscribe.api.Collector;
import io.xenscribe.facts.FactSchema;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a collector, and again after a pause when it fails, until it returns or is stopped. A thread that cannot be ended
 * is abandoned: whatever it still does concerns nobody.
 */
final class CollectorThread extends Thread {

    private static final long STACK_SIZE = 256 * 1024;

    private final LoadedCollector<?> collector;
    private final FactSchema schema;
    private final Record options;
    private final Surroundings surroundings;
    private final Course course;
    private final boolean isRenewed;

    private volatile @Nullable HostContext<?> context;
    private volatile boolean stopping;
    private volatile boolean abandoned;

    /** Why the run in progress was ended from outside; null when it was not. */
    private volatile @Nullable String verdict;

    /** Hears how it goes, on this thread; no more once the thread is abandoned. */
    interface Course extends HostContext.PublishListener {

        /** A run has ended by a failure. Returns how long to wait before the next, in milliseconds. */
        long failed(Throwable failure, @Nullable String verdict, long nanosLasted);

        /** The next run begins. */
        void startsAgain();

        /** There will be no more. */
        void ended(boolean byItself);
    }

    /** @param isRenewed whether to run a new object of the collector's class, for the first is in the hands of another thread */
    CollectorThread(
            CollectorThreads group,
            LoadedCollector<?> collector,
            FactSchema schema,
            Record options,
            Surroundings surroundings,
            Course course,
            boolean isRenewed) {
        super(group, null, collector.name(), STACK_SIZE, false);
        this.collector = collector;
        this.schema = schema;
        this.options = options;
        this.surroundings = surroundings;
        this.course = course;
        this.isRenewed = isRenewed;
        // A collector that does not end must not keep the agent from ending.
        setDaemon(true);
        setContextClassLoader(collector.collector().getClass().getClassLoader());
    }

    /** Asks the collector to end. */
    void end() {
        stopping = true;
        interrupt();
        HostContext<?> current = context;
        if (current != null) {
            current.stop();
        }
    }

    /** Ends the run in progress, so that another follows. */
    void endRun(String reason) {
        verdict = reason;
        interrupt();
        HostContext<?> current = context;
        if (current != null) {
            current.stop();
        }
    }

    /** Forgets it. */
    void abandon() {
        abandoned = true;
        end();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** For how many nanoseconds a run in progress has neither waited nor published; negative otherwise. */
    long silence(long now) {
        HostContext<?> current = context;
        return current == null ? -1 : current.silence(now);
    }

    boolean isFlooding(long now) {
        HostContext<?> current = context;
        return current != null && current.isFlooding(now);
    }

    /** The run in progress, to tell it from the next; null between runs. */
    @Nullable
    Object runInProgress() {
        return context;
    }

    /** Where it is, for people; empty when that is not known. */
    String whereabouts() {
        StackTraceElement[] stack = getStackTrace();
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(packageOfCollector())) {
                return frame.toString();
            }
        }
        return stack.length == 0 ? "" : stack[0].toString();
    }

    private String packageOfCollector() {
        return collector.collector().getClass().getPackageName();
    }

    @Override
    public void run() {
        boolean byItself = false;
        try {
            byItself = runUntilOver();
        } finally {
            if (!abandoned) {
                course.ended(byItself && !stopping);
            }
        }
    }

    private boolean runUntilOver() {
        LoadedCollector<?> running = isRenewed ? null : collector;
        while (!stopping) {
            long start = System.nanoTime();
            verdict = null;
            try {
                if (running == null) {
                    running = renewed(collector);
                }
                runOnce(running);
                return true;
            } catch (Throwable failure) {
                Exhaustion.check(failure, collector.name());
                if (!stopping) {
                    pause(course.failed(failure, verdict, System.nanoTime() - start));
                }
            }
        }
        return false;
    }

    private <F extends Record> void runOnce(LoadedCollector<F> one) throws Exception {
        try (HostContext<F> lent = new HostContext<>(one, schema, options, surroundings, course)) {
            context = lent;
            // An interrupt left over from the run before is not this one's; end() sets its mark first.
            Thread.interrupted();
            if (!stopping) {
                one.collector().collect(lent);
            }
            if (verdict != null) {
                throw new InterruptedException("ended from outside");
            }
        } finally {
            context = null;
        }
    }

    /** The same with a new object, made as the first one was. */
    private static <F extends Record> LoadedCollector<F> renewed(LoadedCollector<F> former) throws Throwable {
        Collector<F> fresh;
        try {
            @SuppressWarnings("unchecked") // The class of a Collector<F>.
            Class<? extends Collector<F>> type =
                    (Class<? extends Collector<F>>) former.collector().getClass();
            fresh = type.getConstructor().newInstance();
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
        return new LoadedCollector<>(former.name(), former.facts(), former.options(), fresh);
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            // Stopped, which the caller sees; or by the collector's own doing, which only shortens the pause.
        }
        if (!stopping) {
            course.startsAgain();
        }
    }
}
