package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.NoOptions;
import io.xenscribe.api.Root;
import io.xenscribe.host.CollectorHealth.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CollectorRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofHours(1));

    record Facts(int n) {}

    interface Body {
        void collect(Context<Facts> context) throws Exception;
    }

    private record Scripted(Body body) implements Collector<Facts> {
        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Class<Facts> facts() {
            return Facts.class;
        }

        @Override
        public void collect(Context<Facts> context) throws Exception {
            body.collect(context);
        }
    }

    private final FactBoard board = new FactBoard(() -> {});
    private final List<CollectorRunner> runners = new ArrayList<>();

    private CollectorRunner runner(Body body) {
        return runner(body, QUICK);
    }

    private CollectorRunner runner(Body body, Backoff backoff) {
        return runner(body, backoff, Vigil.Patience.USUAL);
    }

    private CollectorRunner runner(Body body, Backoff backoff, Vigil.Patience patience) {
        FakeStore store = new FakeStore();
        Surroundings surroundings =
                new Surroundings(Root.of(Path.of("/")), () -> store, new StoreWatches(() -> store), board);
        LoadedCollector<Facts> collector =
                new LoadedCollector<>("scripted", Facts.class, NoOptions.class, new Scripted(body));
        CollectorRunner runner = new CollectorRunner(collector, new NoOptions(), surroundings, backoff, patience);
        runners.add(runner);
        return runner;
    }

    @AfterEach
    void stop() throws InterruptedException {
        CollectorRunner.stopAll(runners);
    }

    @Test
    void aCollectorThatReturnsIsFinishedAndItsFactsStay() throws InterruptedException {
        CollectorRunner runner = runner(context -> context.publish(new Facts(1)));
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        runner.start();

        assertThat(runner.awaitEnd(LONG)).isTrue();

        CollectorHealth health = runner.health();
        assertThat(health.state()).isEqualTo(State.FINISHED);
        assertThat(health.restarts()).isZero();
        assertThat(health.lastError()).isEmpty();
        assertThat(health.lastPublish())
                .hasValueSatisfying(time -> assertThat(time).isAfterOrEqualTo(before));
        assertThat(board.snapshot().records()).containsEntry("scripted", new Facts(1));
        runner.stop();
        assertThat(runner.health().state()).isEqualTo(State.FINISHED);
    }

    @Test
    void itRunsOnAThreadOfItsNameWithThePluginsClassLoader() throws InterruptedException {
        List<Object> seen = new ArrayList<>();
        CollectorRunner runner = runner(context -> {
            Thread thread = Thread.currentThread();
            seen.add(thread.getName());
            seen.add(thread.isDaemon());
            seen.add(thread.getContextClassLoader());
        });
        runner.start();
        runner.awaitEnd(LONG);

        assertThat(seen).containsExactly("scripted", true, Scripted.class.getClassLoader());
    }

    @Test
    void itIsStartingThenRunningThenStopped() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CollectorRunner runner = runner(context -> {
            go.await();
            context.publish(new Facts(1));
            context.await(Context.FOREVER);
        });
        runner.start();
        assertThat(runner.health().state()).isEqualTo(State.STARTING);
        assertThat(board.snapshot().pending()).containsExactly("scripted");
        go.countDown();
        until(() -> runner.health().state() == State.RUNNING);
        assertThat(board.snapshot().pending()).isEmpty();

        runner.stop();

        assertThat(runner.awaitEnd(LONG)).isTrue();
        assertThat(runner.health().state()).isEqualTo(State.STOPPED);
        assertThat(board.snapshot().records()).containsEntry("scripted", new Facts(1));
    }

    @Test
    void aFailureIsFollowedByAnotherRunAndTheFactsStay() {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch look = new CountDownLatch(1);
        CollectorRunner runner = runner(context -> {
            if (runs.incrementAndGet() == 1) {
                context.publish(new Facts(1));
                throw new IOException("/proc/meminfo: no line MemTotal");
            }
            look.await();
            context.publish(new Facts(2));
            context.await(Context.FOREVER);
        });
        runner.start();

        until(() -> runs.get() == 2);
        assertThat(runner.health().state()).isEqualTo(State.FAILING);
        assertThat(runner.health().lastError()).contains("/proc/meminfo: no line MemTotal");
        assertThat(board.snapshot().records()).containsEntry("scripted", new Facts(1));
        look.countDown();

        until(() -> runner.health().state() == State.RUNNING);
        assertThat(runner.health().restarts()).isEqualTo(1);
        assertThat(board.snapshot().records()).containsEntry("scripted", new Facts(2));
    }

    @Test
    void anythingThrownIsAFailureOfThisCollectorAlone() {
        List<Throwable> thrown = List.of(
                new StackOverflowError(),
                new NoClassDefFoundError("java/sql/Connection"),
                new NoSuchFileException("/sys/x"),
                new NullPointerException(),
                new AssertionError("odd"),
                new InterruptedException(),
                new IOException("last"));
        List<String> reasons = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        CollectorRunner[] self = new CollectorRunner[1];
        self[0] = runner(context -> {
            int run = runs.getAndIncrement();
            if (run > 0) {
                reasons.add(self[0].health().lastError().orElseThrow());
            }
            if (run == thrown.size()) {
                return;
            }
            sneak(thrown.get(run));
        });
        self[0].start();

        until(() -> self[0].health().state() == State.FINISHED);
        assertThat(reasons)
                .containsExactly(
                        "java.lang.StackOverflowError",
                        "needs java.sql.Connection of the module java.sql, which the agent's runtime does not have",
                        "/sys/x: no such file",
                        "java.lang.NullPointerException",
                        "AssertionError: odd",
                        "was interrupted, not by the agent",
                        "last");
        assertThat(self[0].health().restarts()).isEqualTo(thrown.size());
    }

    @Test
    void oneConditionIsOneWarningWithoutAStackTrace() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            CollectorRunner runner = runner(context -> {
                if (runs.incrementAndGet() <= 10) {
                    throw new IOException("no such socket");
                }
            });
            runner.start();
            assertThat(runner.awaitEnd(LONG)).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(runs).hasValue(11);
        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("scripted: no such socket; starting it again");
    }

    @Test
    void whoFailsAgainAndAgainIsNotWaitedFor() {
        CollectorRunner runner = runner(
                context -> {
                    throw new IOException("no");
                },
                QUICK);
        runner.start();

        until(() -> board.snapshot().pending().isEmpty());
        assertThat(runner.health().restarts()).isGreaterThanOrEqualTo(2);
        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    void whoFailsOnceIsStillWaitedFor() {
        CollectorRunner runner = runner(
                context -> {
                    throw new IOException("no");
                },
                new Backoff(LONG, LONG, LONG));
        runner.start();

        until(() -> runner.health().state() == State.FAILING);
        assertThat(board.snapshot().pending()).containsExactly(runner.name());
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        Backoff usual = Backoff.USUAL;
        assertThat(List.of(1, 2, 3, 6, 7, 8, 1000))
                .extracting(n -> usual.pause(n).toSeconds())
                .containsExactly(1L, 2L, 4L, 32L, 60L, 60L, 60L);
    }

    @Test
    void aPauseEndsWhenItIsStopped() throws InterruptedException {
        CollectorRunner runner = runner(
                context -> {
                    throw new IOException("no");
                },
                new Backoff(Duration.ofHours(1), Duration.ofHours(1), LONG));
        runner.start();
        until(() -> runner.health().state() == State.FAILING);

        runner.stop();

        assertThat(runner.awaitEnd(LONG)).isTrue();
        assertThat(runner.health().restarts()).isZero();
    }

    @Test
    void aSwallowedInterruptDoesNotKeepItFromEnding() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        CollectorRunner runner = runner(context -> {
            for (int i = 0; i < 3; i++) {
                try {
                    waiting.countDown();
                    context.await(Context.FOREVER);
                } catch (InterruptedException e) {
                    context.publish(new Facts(i));
                }
            }
            throw new IOException("after the end");
        });
        runner.start();
        waiting.await();

        runner.stop();

        assertThat(runner.awaitEnd(LONG)).isTrue();
        assertThat(runner.health().state()).isEqualTo(State.STOPPED);
        assertThat(runner.health().lastError()).isEmpty();
    }

    @Test
    void aCollectorThatBlocksForEverIsLeftBehind() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CollectorRunner stubborn = runner(context -> {
            blocked.countDown();
            while (release.getCount() > 0) {
                LockSupport.park();
                Thread.interrupted();
            }
        });
        stubborn.start();
        blocked.await();

        stubborn.stop();

        assertThat(stubborn.awaitEnd(Duration.ofMillis(50))).isFalse();
        assertThat(stubborn.health().state()).isEqualTo(State.STUCK);
        release.countDown();
        stubborn.stop();
        assertThat(stubborn.awaitEnd(LONG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stoppingBeforeOrRightAfterTheStartIsSafe(int times) throws InterruptedException {
        CollectorRunner runner = runner(context -> context.await(Context.FOREVER));
        runner.stop();
        assertThat(runner.awaitEnd(LONG)).as("never started").isTrue();
        for (int i = 0; i < times * 100; i++) {
            CollectorRunner quick = runner(context -> context.await(Context.FOREVER));
            quick.start();
            quick.stop();
            assertThat(quick.awaitEnd(LONG)).isTrue();
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @SuppressWarnings("unchecked") // Throws what it is given, whatever the compiler thinks of it.
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
