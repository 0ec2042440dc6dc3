package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Context;
import io.xenscribe.api.Source;
import io.xenscribe.xenstore.StoreError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The one wait of a collector, and the watches that end it. */
class ContextWaitTest extends ContextOfAnIdleCollector {

    private static final long SECOND = 1_000_000_000;

    @Test
    @EnabledOnOs(OS.LINUX)
    void onlyWhatIsReadyIsReturnedAndOnlyOnce() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Source first = context.directory(folder);
        Source second = context.directory(other);
        Source watch = context.watch("vif");

        assertThat(context.await(LONG, first, second, watch))
                .as("the registration")
                .containsExactly(watch);
        Files.createFile(other.resolve("new"));
        assertThat(context.await(LONG, first, second, watch)).containsExactly(second);
        Files.createFile(folder.resolve("new"));
        store.change("vif");
        assertThat(context.await(LONG, first, second, watch)).containsExactlyInAnyOrder(first, watch);
        assertThat(context.await(Duration.ZERO, first, second, watch)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWatchEndsAWaitInThePoll() throws Exception {
        Source directory = context.directory(folder);
        Source watch = context.watch("vif");
        assertThat(context.await(LONG, directory, watch)).containsExactly(watch);

        Thread changer = whenWaiting(() -> store.change("vif"));

        assertThat(context.await(LONG, directory, watch)).containsExactly(watch);
        changer.join();
    }

    @Test
    void aWatchEndsAWaitWithoutThePoll() throws Exception {
        Source watch = context.watch("vif");
        assertThat(context.await(LONG, watch)).containsExactly(watch);

        Thread changer = whenWaiting(() -> store.change("vif"));

        assertThat(context.await(LONG, watch)).containsExactly(watch);
        changer.join();
    }

    @Test
    void aWaitWithoutSourcesLastsItsTime() throws InterruptedException {
        long start = System.nanoTime();
        assertThat(context.await(Duration.ofMillis(50))).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
        assertThat(context.await(Duration.ofSeconds(-1))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPollLastsItsTime() throws Exception {
        Source directory = context.directory(folder);
        long start = System.nanoTime();
        assertThat(context.await(Duration.ofMillis(50), directory)).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void stopEndsAnEndlessWaitAndAllLaterOnes() throws Exception {
        Thread stopper = whenWaiting(context::stop);

        assertThatThrownBy(() -> context.await(Context.FOREVER)).isInstanceOf(InterruptedException.class);
        stopper.join();
        assertThatThrownBy(() -> context.await(Context.FOREVER)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> context.await(Duration.ZERO)).isInstanceOf(InterruptedException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void stopEndsAnEndlessPoll() throws Exception {
        Source directory = context.directory(folder);
        Thread stopper = whenWaiting(context::stop);

        assertThatThrownBy(() -> context.await(Context.FOREVER, directory)).isInstanceOf(InterruptedException.class);
        stopper.join();
    }

    @Test
    void aClosedOrForeignSourceIsNamed() throws Exception {
        Source watch = context.watch("vif");
        watch.close();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.await(LONG, watch))
                .withMessage("a closed source: Xenstore watch of vif");
        assertThatIllegalArgumentException().isThrownBy(() -> context.await(LONG, () -> {}));
    }

    @Test
    void onlyTheCollectorsThreadWaits() throws Exception {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread other = Thread.ofPlatform().start(() -> {
            try {
                context.await(LONG);
            } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
            }
        });
        other.join();

        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWatchOutlivesTheConnection() throws Exception {
        Source watch = context.watch("vif");
        Source closed = context.watch("other");
        closed.close();
        context.await(LONG, watch);
        store.lost = true;
        store = new FakeStore();

        watches.rewatch(store, System.nanoTime());

        assertThat(context.await(LONG, watch)).containsExactly(watch);
        assertThat(context.await(Duration.ZERO, watch)).isEmpty();
        store.change("vif");
        assertThat(context.await(LONG, watch)).containsExactly(watch);
        assertThat(store.listeners).containsOnlyKeys("vif");
    }

    @Test
    void aWatchWaitsForAConnectionButNotForLeave() throws Exception {
        store.lost = true;
        Source watch = context.watch("vif");
        assertThat(context.await(Duration.ZERO, watch)).isEmpty();
        store = new FakeStore();
        watches.rewatch(store, System.nanoTime());
        assertThat(context.await(LONG, watch)).isEqualTo(Set.of(watch));

        store.refusals.put("secret", StoreError.EACCES);
        assertThatThrownBy(() -> context.watch("secret"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EACCES");
        store.refusals.clear();
        watches.rewatch(store, System.nanoTime());
        assertThat(store.listeners).doesNotContainKey("secret");
    }

    @Test
    void aWatchThatANewConnectionRefusesIsTriedAgain() throws Exception {
        Source watch = context.watch("vif");
        context.await(LONG, watch);
        store = new FakeStore();
        store.refusals.put("vif", StoreError.EQUOTA);
        assertThat(watches.nanosUntilRetry(0)).isEqualTo(Long.MAX_VALUE);

        watches.rewatch(store, 0);
        assertThat(watches.nanosUntilRetry(0)).isEqualTo(SECOND);
        watches.retry(store, SECOND);
        assertThat(watches.nanosUntilRetry(SECOND)).as("the pause grows").isEqualTo(2 * SECOND);
        assertThat(context.await(Duration.ZERO, watch)).isEmpty();

        store.refusals.clear();
        watches.retry(store, 2 * SECOND);
        assertThat(store.listeners).as("it is not time yet").isEmpty();
        watches.retry(store, 3 * SECOND);
        assertThat(watches.nanosUntilRetry(3 * SECOND)).isEqualTo(Long.MAX_VALUE);
        assertThat(context.await(LONG, watch))
                .as("what happened before is not known")
                .containsExactly(watch);
    }

    @Test
    void aRefusedWatchThatIsClosedIsNotTriedAgain() throws Exception {
        Source watch = context.watch("vif");
        store = new FakeStore();
        store.refusals.put("vif", StoreError.EACCES);
        watches.rewatch(store, 0);
        watch.close();
        assertThat(watches.nanosUntilRetry(0)).isEqualTo(Long.MAX_VALUE);
    }

    /** Runs the action once this thread waits. */
    private static Thread whenWaiting(Runnable action) {
        Thread test = Thread.currentThread();
        CountDownLatch started = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().start(() -> {
            started.countDown();
            // In the poll a thread counts as running, so give that one a moment and then go on.
            for (int i = 0; i < 50 && test.getState() == Thread.State.RUNNABLE; i++) {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    return;
                }
            }
            action.run();
        });
        return thread;
    }
}
