package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.NoOptions;
import io.xenscribe.api.Root;
import io.xenscribe.host.CollectorHealth.State;
import io.xenscribe.publish.CapturedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Collectors that give no sign of life, flood, or leave threads behind. Time is what the test says it is. */
@Timeout(30)
class CollectorVigilTest {

    private static final long SILENCE = Duration.ofSeconds(60).toNanos();
    private static final long GRACE = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE = Duration.ofSeconds(60).toNanos();

    record Facts(int n) {}

    interface Body {
        void collect(Context<Facts> context) throws Exception;
    }

    /** Its objects are made by the host, so what they do is said here. */
    public static final class Faulty implements Collector<Facts> {

        private static volatile Body body = context -> {};
        private static final List<Faulty> made = new ArrayList<>();

        public Faulty() {
            synchronized (made) {
                made.add(this);
            }
        }

        static int count() {
            synchronized (made) {
                return made.size();
            }
        }

        @Override
        public String name() {
            return "faulty";
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
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<CollectorRunner> runners = new ArrayList<>();

    @BeforeEach
    void forget() {
        Faulty.made.clear();
    }

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        CollectorRunner.stopAll(runners);
        runners.forEach(runner -> until(() -> {
            runner.look(System.nanoTime());
            return !isAlive("faulty") && !isAlive("forgotten");
        }));
        runners.forEach(runner -> runner.look(System.nanoTime()));
    }

    private CollectorRunner start(Body body) {
        Faulty.body = body;
        FakeStore store = new FakeStore();
        Surroundings surroundings =
                new Surroundings(Root.of(Path.of("/")), () -> store, new StoreWatches(() -> store), board);
        LoadedCollector<Facts> collector = new LoadedCollector<>("faulty", Facts.class, NoOptions.class, new Faulty());
        CollectorRunner runner = new CollectorRunner(collector, new NoOptions(), surroundings);
        runners.add(runner);
        runner.start();
        return runner;
    }

    private void blockForEver() {
        while (release.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
    }

    @Test
    void oneThatRestsIsLookedAtAgainAndLeftAlone() {
        CollectorRunner runner = start(context -> {
            context.publish(new Facts(1));
            context.await(Context.FOREVER);
        });
        until(() -> runner.health().state() == State.RUNNING);

        for (int minute = 1; minute < 5; minute++) {
            assertThat(runner.look(System.nanoTime() + minute * SILENCE)).isPositive();
        }
        assertThat(runner.health().state()).isEqualTo(State.RUNNING);
        assertThat(runner.health().restarts()).isZero();
    }

    @Test
    void oneThatHasReturnedNeedsNoLook() {
        CollectorRunner runner = start(context -> context.publish(new Facts(1)));
        until(() -> runner.health().state() == State.FINISHED && !isAlive("faulty"));

        assertThat(runner.look(System.nanoTime() + SILENCE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoHeedsTheInterruptIsRunAgain() {
        CountDownLatch stuck = new CountDownLatch(1);
        CollectorRunner runner = start(context -> {
            context.publish(new Facts(1));
            stuck.countDown();
            release.await();
        });
        await(stuck);
        long now = System.nanoTime();

        assertThat(runner.look(now)).isLessThanOrEqualTo(SILENCE);
        assertThat(runner.health().lastError()).isEmpty();
        runner.look(now + SILENCE + 1);

        until(() -> runner.health().lastError().isPresent());
        assertThat(runner.health().lastError().orElseThrow())
                .startsWith("has neither waited nor published for 6")
                .contains(", at io.xenscribe.host.CollectorVigilTest");
        assertThat(board.snapshot().records()).containsEntry("faulty", new Facts(1));
        assertThat(Faulty.count()).isEqualTo(1);
    }

    @Test
    void whoDoesNotIsLeftBehindAndANewOneStartedInItsPlace() {
        CountDownLatch stuck = new CountDownLatch(1);
        List<Context<Facts>> contexts = new ArrayList<>();
        CollectorRunner runner = start(context -> {
            contexts.add(context);
            context.publish(new Facts(1));
            stuck.countDown();
            blockForEver();
        });
        await(stuck);
        long now = System.nanoTime() + SILENCE + 1;
        try (CapturedLog log = new CapturedLog()) {
            assertThat(runner.look(now)).isEqualTo(GRACE);
            assertThat(runner.look(now + GRACE)).isEqualTo(PAUSE);

            assertThat(runner.health().state()).isEqualTo(State.STUCK);
            assertThat(runner.health().leftBehind()).containsExactly("faulty");
            assertThat(log.lines("it is left behind"))
                    .singleElement()
                    .asString()
                    .contains("blockForEver");
        }
        contexts.getFirst().publish(new Facts(99));
        assertThat(board.snapshot().records()).as("its facts stay").containsEntry("faulty", new Facts(1));

        Faulty.body = context -> {
            context.publish(new Facts(2));
            context.await(Context.FOREVER);
        };
        assertThat(runner.look(now + GRACE + 1)).isEqualTo(PAUSE - 1);
        assertThat(Faulty.count()).isEqualTo(1);
        runner.look(now + GRACE + PAUSE);

        until(() -> runner.health().state() == State.RUNNING);
        assertThat(Faulty.count()).isEqualTo(2);
        assertThat(runner.health().restarts()).isEqualTo(1);
        assertThat(board.snapshot().records()).containsEntry("faulty", new Facts(2));
        assertThat(runner.health().leftBehind()).containsExactly("faulty");
    }

    @Test
    void onlyAFewAreLeftBehind() {
        AtomicInteger stuck = new AtomicInteger();
        CollectorRunner runner = start(context -> {
            stuck.incrementAndGet();
            blockForEver();
        });
        long now = System.nanoTime();
        for (int left = 1; left <= 4; left++) {
            int expected = left;
            until(() -> stuck.get() == expected);
            now += SILENCE + Duration.ofMinutes(1).toNanos();
            runner.look(now);
            now += GRACE;
            runner.look(now);
            assertThat(runner.health().state()).isEqualTo(State.STUCK);
            now += Duration.ofHours(2).toNanos();
            runner.look(now);
        }
        assertThat(Faulty.count()).isEqualTo(4);
        assertThat(runner.health().state()).isEqualTo(State.STUCK);

        Faulty.body = context -> context.await(Context.FOREVER);
        release.countDown();
        long later = now;
        until(() -> {
            runner.look(later + SILENCE);
            return Faulty.count() == 5;
        });
    }

    @Test
    void aFloodIsNamed() {
        CollectorRunner runner = start(context -> {
            for (int i = 0; release.getCount() > 0; i++) {
                context.publish(new Facts(i));
            }
        });
        until(() -> runner.health().lastPublish().isPresent());
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        until(() -> runner.health().state() == State.FLOODING || System.nanoTime() > end);

        try (CapturedLog log = new CapturedLog()) {
            runner.look(System.nanoTime());
            runner.look(System.nanoTime());
            assertThat(log.lines("publishes all the time")).hasSize(1);
        }
        assertThat(runner.health().state()).isEqualTo(State.FLOODING);
        assertThat(runner.health().restarts()).isZero();
    }

    @Test
    void aThreadThatIsForgottenIsNamedOnce() {
        CollectorRunner runner = start(context -> {
            Thread forgotten = new Thread(this::blockForEver, "forgotten");
            forgotten.setDaemon(true);
            forgotten.start();
            context.publish(new Facts(1));
        });
        until(() -> runner.health().state() == State.FINISHED);
        try (CapturedLog log = new CapturedLog()) {
            long now = System.nanoTime();
            assertThat(runner.look(now)).isLessThanOrEqualTo(GRACE);
            assertThat(runner.health().leftBehind()).isEmpty();
            runner.look(now + GRACE);
            runner.look(now + 2 * GRACE);

            assertThat(log.lines("'forgotten'")).hasSize(1);
        }
        assertThat(runner.health().leftBehind()).containsExactly("forgotten");
    }

    private static boolean isAlive(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    private static void await(CountDownLatch latch) {
        until(() -> latch.getCount() == 0);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
            assertThat(Thread.interrupted()).as("in time").isFalse();
        }
    }
}
