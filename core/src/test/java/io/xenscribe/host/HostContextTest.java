package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.xenstore.StoreError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HostContextTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    record Facts(String text) {}

    record Other(String text) {}

    record Options(int n) {}

    private static final class Idle implements Collector<Facts> {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public Class<Facts> facts() {
            return Facts.class;
        }

        @Override
        public void collect(Context<Facts> context) {}
    }

    @TempDir
    Path folder;

    private final List<String> remarks = new ArrayList<>();
    private FakeStore store = new FakeStore();
    private static final long SECOND = 1_000_000_000;

    private final StoreWatches watches = new StoreWatches(() -> store);
    private final FactBoard board = new FactBoard(() -> {});
    private final HostContext<Facts> context = context(Root.of(Path.of("/")));

    @AfterEach
    void close() {
        context.close();
        Thread.interrupted();
    }

    private HostContext<Facts> context(Root root) {
        LoadedCollector<Facts> collector = new LoadedCollector<>("idle", Facts.class, Options.class, new Idle());
        Surroundings surroundings = new Surroundings(root, () -> store, watches, board);
        return new HostContext<>(
                collector, FactSchema.of(Facts.class), new Options(7), surroundings, new HostContext.PublishListener() {
                    @Override
                    public void published() {}

                    @Override
                    public void remarked(String remark) {
                        remarks.add(remark);
                    }
                });
    }

    @Test
    void publishedFactsAreOnTheBoard() {
        context.publish(new Facts("a"));

        assertThat(board.snapshot().records()).containsEntry("idle", new Facts("a"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes", "NullAway"}) // What a careless plugin does.
    void nonsenseComesBackToTheCollector() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.publish(null))
                .withMessage("idle published null instead of facts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((Context) context).publish(new Other("b")))
                .withMessage(
                        "idle published a " + Other.class.getName() + ", but its facts are " + Facts.class.getName());
        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // What a careless plugin does.
    void whatCannotBeReadOfFactsIsRemarkedOn() {
        context.publish(new Facts(null));

        assertThat(remarks).containsExactly("idle.text is null; it counts as absent");
    }

    @Test
    void factsOfAnImpossibleSizeAreRefused() {
        context.publish(new Facts("good"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.publish(new Facts("x".repeat(1 << 20))))
                .withMessage("idle.text has 1048576 characters; 65536 is the most that a fact may have");
        assertThat(board.snapshot().records()).containsEntry("idle", new Facts("good"));
    }

    @Test
    void aFloodIsHeldBackAndItsNewestFactsAreOnTheBoard() {
        long start = System.nanoTime();
        for (int i = 0; i < 250; i++) {
            context.publish(new Facts("f" + i));
            assertThat(board.snapshot().records()).containsEntry("idle", new Facts("f" + i));
        }
        // 200 are free, each of the others costs 20 ms.
        assertThat(System.nanoTime() - start).isGreaterThan(900_000_000);
    }

    @Test
    void anInterruptDoesNotHelpAFloodButTheEndDoes() throws Exception {
        for (int i = 0; i < 210; i++) {
            Thread.currentThread().interrupt();
            context.publish(new Facts("f" + i));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(context.silence(System.nanoTime())).isGreaterThanOrEqualTo(0);
    }

    @Test
    void oneThatForgetsToCloseItsSourcesIsTold() throws Exception {
        context.watch("vif").close();
        for (int i = 0; i < 256; i++) {
            context.watch("vif/" + i);
        }

        assertThatThrownBy(() -> context.watch("device"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 256 sources open");
        assertThat(store.listeners).doesNotContainKey("device");
    }

    @Test
    void afterTheRunNothingIsPublished() {
        context.close();
        context.publish(new Facts("late"));

        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    void optionsAreOfTheDeclaredClassOnly() {
        assertThat(context.options(Options.class)).isEqualTo(new Options(7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> context.options(Other.class))
                .withMessageContaining("the options of idle are");
    }

    @Test
    void whatTheStoreHidesIsAbsent() throws IOException {
        store.values.put("name", "guest");
        store.refusals.put("secret", StoreError.EACCES);
        store.refusals.put("gone", StoreError.ENOENT);
        store.refusals.put("odd", StoreError.EINVAL);

        assertThat(context.xenstore().read("name")).contains("guest");
        assertThat(context.xenstore().read("nothing")).isEmpty();
        assertThat(context.xenstore().read("secret")).isEmpty();
        assertThat(context.xenstore().list("secret")).isEmpty();
        assertThat(context.xenstore().list("gone")).isEmpty();
        assertThatThrownBy(() -> context.xenstore().read("odd"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("EINVAL");
        store.lost = true;
        assertThatThrownBy(() -> context.xenstore().read("name"))
                .isInstanceOf(IOException.class)
                .hasMessage("the store has gone");
    }

    @Test
    void anotherFileSystemHasNoKernel() throws IOException {
        try (HostContext<Facts> image = context(Root.of(folder))) {
            assertThatThrownBy(() -> image.netlink(1))
                    .isInstanceOf(KernelAbsentException.class)
                    .hasMessage("needs the running kernel; " + folder + " is another file system");
            assertThatThrownBy(() -> image.file(Path.of("/proc/self/mounts")))
                    .isInstanceOf(KernelAbsentException.class);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void directoriesAndUsageAreOfAnyFileSystem() throws Exception {
        try (HostContext<Facts> image = context(Root.of(folder))) {
            FileSystemUsage usage = image.statfs(folder);
            Source directory = image.directory(folder);
            Files.createFile(folder.resolve("new"));

            assertThat(usage.size().count()).isPositive();
            assertThat(image.await(LONG, directory)).containsExactly(directory);
        }
    }

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
    @EnabledOnOs(OS.LINUX)
    void whatIsLeftOpenIsClosedAtTheEnd() throws Exception {
        int before = descriptors();
        context.netlink(0);
        context.directory(folder);
        context.file(Path.of("/proc/self/mounts"));
        context.watch("vif");
        assertThat(descriptors()).isEqualTo(before + 3);

        context.close();

        assertThat(descriptors()).isEqualTo(before);
        assertThat(store.listeners).isEmpty();
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

    private static int descriptors() {
        String[] names =
                Optional.ofNullable(Path.of("/proc/self/fd").toFile().list()).orElseThrow();
        return names.length;
    }
}
