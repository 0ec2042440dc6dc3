package io.xenscribe.host;

import io.xenscribe.api.RuleScript;
import io.xenscribe.api.RuleScriptException;
import io.xenscribe.mapping.ScriptCode;
import io.xenscribe.mapping.ScriptResult;
import io.xenscribe.mapping.Scripts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of rules on a thread of their own, so that whatever a script does costs its caller a bounded wait and
 * nobody else anything. A script that failed rests: the one path where it threw, or, when it took more than it may, the
 * whole of it. All methods but {@link #close} belong to one thread.
 */
public final class ScriptRunner implements Scripts, AutoCloseable {

    /** Far above any honest script: one that is cold, on a slow machine, must not be taken for one that loops. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(2);

    /** Of all calls in one evaluation, which holds up everything else that is to be published. */
    private static final Duration LONGEST_EVALUATION = Duration.ofSeconds(5);

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(1);
    private static final long STACK_BYTES = 1 << 20;
    private static final int MOST_RESTS = 500;

    /** When scripts are read. */
    public enum Start {
        /** With the mapping: all mistakes are known then, and each call has its result at once. */
        WITH_THE_MAPPING,
        /** At the first call, which does not wait for it. */
        AT_FIRST_USE
    }

    private final Map<String, RuleScript> engines = new HashMap<>();
    private final Start start;
    private @Nullable ScheduledThreadPoolExecutor thread;

    /** The call made last, of whichever script. */
    private @Nullable Future<?> running;

    /** How many scripts are in the queue to be read. */
    private final AtomicInteger unread = new AtomicInteger();

    private volatile Runnable wake = () -> {};
    private volatile ScriptRecord record = ScriptRecord.none();

    /** What is being read or run; null when nothing is. */
    private volatile @Nullable ScriptCode inHand;

    /** Places of scripts that do not run for what they did to the agent before. */
    private final Set<String> switchedOff = new ConcurrentSkipListSet<>();

    /** @param plugins those that are loaded; at most one of them runs a language */
    ScriptRunner(List<LoadedPlugin> plugins, Start start) {
        this.start = start;
        for (LoadedPlugin plugin : plugins) {
            for (RuleScript engine : plugin.scripts()) {
                engines.put(engine.language(), engine);
            }
        }
    }

    /** Has {@code waker} run, on any thread, whenever a script can be tried that was not ready or rested. */
    void whenReady(Runnable waker) {
        wake = waker;
    }

    /** Has the record say which scripts do not run; before the first one does. */
    void heed(ScriptRecord known) {
        record = known;
    }

    /** The agent is about to end for want of memory or descriptors: the script that runs may be why. From any thread. */
    void noteEnd() {
        ScriptCode suspect = inHand;
        if (suspect != null) {
            record.note(suspect);
        }
    }

    /** Places of the scripts that do not run for what they did to the agent before, as far as they were wanted. */
    List<String> switchedOff() {
        return List.copyOf(switchedOff);
    }

    @Override
    public Optional<Script> script(String language, ScriptCode code) {
        return Optional.ofNullable(engines.get(language)).map(engine -> new Ruled(engine, code));
    }

    /** Ends what runs. */
    @Override
    public void close() {
        ScheduledThreadPoolExecutor ending = thread;
        if (ending == null) {
            return;
        }
        for (RuleScript engine : engines.values()) {
            engine.cancel();
            ending.execute(engine::close);
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private ScheduledThreadPoolExecutor thread() {
        if (thread == null) {
            thread = new ScheduledThreadPoolExecutor(1, work -> {
                Thread made = new Thread(null, work, "scripts", STACK_BYTES);
                made.setDaemon(true);
                return made;
            });
            thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        }
        return thread;
    }

    /** A script, and how it has fared. */
    private final class Ruled implements Script {

        private final RuleScript engine;
        private final ScriptCode code;
        private final Map<String, Rest> rests = new HashMap<>();
        private final Rest rest = new Rest();
        private boolean wasAsked;
        private long nanosTaken;
        private volatile RuleScript.@Nullable Compiled compiled;
        private volatile ScriptResult.@Nullable Failed mistake;

        Ruled(RuleScript engine, ScriptCode code) {
            this.engine = engine;
            this.code = code;
        }

        @Override
        public Optional<ScriptResult.Failed> mistake() {
            if (start == Start.WITH_THE_MAPPING && !wasAsked) {
                wasAsked = true;
                await(thread().submit(this::compile), LONGEST_START);
                if (compiled == null && mistake == null) {
                    mistake = failed("cannot be read within " + LONGEST_START.toSeconds() + " s", false);
                }
            }
            return Optional.ofNullable(mistake);
        }

        private void compile() {
            inHand = code;
            try {
                compiled = engine.compile(code.text(), code.names());
            } catch (RuleScriptException wrong) {
                mistake = failed(wrong, false);
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError unable) {
                mistake = failed("cannot be read: " + Reason.of(unable), false);
            } finally {
                inHand = null;
            }
        }

        private void compileLater() {
            try {
                compile();
            } finally {
                unread.decrementAndGet();
                wake.run();
            }
        }

        @Override
        public void begin() {
            nanosTaken = 0;
        }

        @Override
        public ScriptResult run(String path, List<@Nullable Object> values) {
            RuleScript.Compiled ready = compiled;
            ScriptResult.Failed unreadable = mistake;
            if (record.isOff(code)) {
                switchedOff.add(code.at(0, 0).toString());
                return failed(
                        "was running at two ends of the agent for want of memory: it is off until it is changed",
                        false);
            } else if (unreadable != null) {
                return unreadable;
            } else if (ready == null) {
                if (!wasAsked) {
                    wasAsked = true;
                    unread.incrementAndGet();
                    thread().execute(this::compileLater);
                }
                return new ScriptResult.Waiting();
            }
            Optional<ScriptResult.Failed> resting = resting(path);
            return resting.isPresent() ? resting.get() : called(path, ready, values);
        }

        private Optional<ScriptResult.Failed> resting(String path) {
            long now = System.nanoTime();
            Rest here = rests.get(path);
            Rest longer = here != null && here.nanosLeft(now) > rest.nanosLeft(now) ? here : rest;
            long left = longer.nanosLeft(now);
            if (left > 0) {
                longer.wakeAtEnd(left);
            }
            return left > 0 ? Optional.ofNullable(longer.cause()) : Optional.empty();
        }

        private ScriptResult called(String path, RuleScript.Compiled ready, List<@Nullable Object> values) {
            if (running != null && !running.isDone()) {
                return took(failed("has to wait: a script is running that cannot be ended", true));
            } else if (unread.get() > 0) {
                // In the queue behind another that is still read, the call would be taken for one that does not end.
                return new ScriptResult.Waiting();
            } else if (nanosTaken > LONGEST_EVALUATION.toNanos()) {
                return took(failed("takes more than " + LONGEST_EVALUATION.toSeconds() + " s for all its keys", true));
            }
            long began = System.nanoTime();
            Future<@Nullable Object> call = thread().submit(() -> call(ready, values));
            running = call;
            try {
                @Nullable Object value = call.get(LONGEST_CALL.toNanos(), TimeUnit.NANOSECONDS);
                rests.remove(path);
                return new ScriptResult.Made(value);
            } catch (TimeoutException endless) {
                engine.cancel();
                await(call, LONGEST_GOODBYE);
                return took(failed("did not end within " + LONGEST_CALL.toSeconds() + " s", true));
            } catch (ExecutionException failure) {
                return failure(path, failure.getCause() == null ? failure : failure.getCause());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return new ScriptResult.Waiting();
            } finally {
                nanosTaken += System.nanoTime() - began;
            }
        }

        private @Nullable Object call(RuleScript.Compiled ready, List<@Nullable Object> values)
                throws RuleScriptException {
            inHand = code;
            try {
                return ready.call(values);
            } finally {
                inHand = null;
            }
        }

        private ScriptResult failure(String path, Throwable cause) {
            if (cause instanceof RuleScriptException wrong && !wrong.isExhausting()) {
                ScriptResult.Failed failed = failed(wrong, false);
                rest(path).begin(failed, System.nanoTime());
                return failed;
            } else if (cause instanceof RuleScriptException exhausting) {
                return took(failed(exhausting, true));
            } else if (cause instanceof OutOfMemoryError) {
                engine.cancel();
                return took(failed("took more memory than there is", true));
            }
            return took(failed("cannot be run: " + Reason.of(cause), true));
        }

        private ScriptResult took(ScriptResult.Failed failed) {
            rest.begin(failed, System.nanoTime());
            return failed;
        }

        /** Paths come and go, so those of long ago are forgotten at some time. */
        private Rest rest(String path) {
            if (rests.size() >= MOST_RESTS) {
                long now = System.nanoTime();
                rests.values().removeIf(other -> other.nanosLeft(now) < 0);
            }
            return rests.computeIfAbsent(path, _ -> new Rest());
        }

        private ScriptResult.Failed failed(RuleScriptException wrong, boolean again) {
            String message = String.valueOf(wrong.getMessage());
            return new ScriptResult.Failed(code.at(wrong.line(), wrong.column()), message, again);
        }

        private ScriptResult.Failed failed(String message, boolean again) {
            return new ScriptResult.Failed(code.at(0, 0), "the script " + message, again);
        }
    }

    private static void await(Future<?> task, Duration longest) {
        try {
            task.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unsuccessful) {
            // The task itself notes how it ended; one that does not end is noticed by its result missing.
            return;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long something that failed is left alone: longer each time, as long as it keeps failing. */
    private final class Rest {

        private static final long FIRST = 1_000_000_000L;
        private static final long LONGEST = 300_000_000_000L;

        private ScriptResult.@Nullable Failed cause;
        private long nanos;
        private long begin;
        private boolean isWaking;

        void begin(ScriptResult.Failed failed, long now) {
            boolean keepsFailing = cause != null && now - begin < 2 * nanos + LONGEST;
            nanos = keepsFailing ? Math.min(2 * nanos, LONGEST) : FIRST;
            cause = new ScriptResult.Failed(failed.place(), failed.message(), true);
            begin = now;
            isWaking = false;
        }

        long nanosLeft(long now) {
            return cause == null ? 0 : begin + nanos - now;
        }

        ScriptResult.@Nullable Failed cause() {
            return cause;
        }

        void wakeAtEnd(long left) {
            if (!isWaking) {
                isWaking = true;
                Future<?> _ = thread().schedule(() -> wake.run(), left, TimeUnit.NANOSECONDS);
            }
        }
    }
}
