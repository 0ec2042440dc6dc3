package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store does, for a guest whose home is libxl's; relative paths are the guest's. */
@Timeout(60)
public interface XenstoreContract {

    /** A new connection of the guest's. */
    Xenstore guest() throws IOException;

    /** A new connection of dom0's. */
    Xenstore dom0() throws IOException;

    /** The guest's home, an absolute path. */
    String home();

    /** Whether the daemon lists more children than fit into one answer. */
    boolean listsInParts();

    @BeforeEach
    default void removeTraces() throws IOException {
        try (Xenstore dom0 = dom0()) {
            dom0.remove(home() + "/data/t");
            dom0.remove(home() + "/cpu/many");
        }
    }

    @Test
    default void whatIsWrittenIsRead() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            for (String value :
                    List.of("1", "", "two words", "line\nbreak", "größer", "€ \uD83D\uDE00", "\0", "a\0b\0")) {
                guest.write("data/t", value);
                assertThat(guest.read("data/t")).hasValue(value);
                assertThat(dom0.read(home() + "/data/t")).hasValue(value);
            }
        }
    }

    @Test
    default void parentsAreImplied() throws IOException {
        try (Xenstore guest = guest()) {
            guest.write("data/t/a/b", "1");
            assertThat(guest.read("data/t")).hasValue("");
            assertThat(guest.read("data/t/a")).hasValue("");
            assertThat(guest.list("data/t")).containsExactly("a");
            assertThat(guest.list("data/t/a/b")).isEmpty();
        }
    }

    @Test
    default void aTreeIsRemoved() throws IOException {
        try (Xenstore guest = guest()) {
            guest.write("data/t/a/b", "1");
            guest.write("data/t/a/c/d", "2");
            guest.write("data/t/e", "3");
            guest.remove("data/t/a");
            assertThat(guest.read("data/t/a/c/d")).isEmpty();
            assertThat(guest.list("data/t")).containsExactly("e");
        }
    }

    @Test
    default void whatIsNotThereIsAbsent() throws IOException {
        try (Xenstore guest = guest()) {
            assertThat(guest.read("data/t/none")).isEmpty();
            assertThat(guest.list("data/t/none")).isEmpty();
            guest.remove("data/t");
            guest.remove("data/t/none/deep");
            assertThat(guest.perform(List.of(
                            new Request.Read("data/t/none"),
                            new Request.Children("data/t/none"),
                            new Request.Remove("data/t/none"))))
                    .containsExactly(new Outcome.Absent(), new Outcome.Absent(), new Outcome.Done());
            assertThat(refusal(() -> guest.permissions("data/t/none"))).isEqualTo(StoreError.ENOENT);
        }
    }

    @Test
    default void aGuestOwnsWhatItMakes() throws IOException {
        String domain = home().substring(home().lastIndexOf('/') + 1);
        try (Xenstore guest = guest()) {
            guest.write("data/t/x", "1");
            assertThat(guest.permissions("data/t/x")).containsExactly("n" + domain);
            assertThat(guest.permissions("cpu")).containsExactly("n0", "r" + domain);
        }
    }

    @Test
    default void whatIsNotTheGuestsIsRefused() throws IOException {
        try (Xenstore guest = guest()) {
            for (String path : List.of("control/feature-balloon", "no-such-place/x", "/local/domain/0/x", "/x")) {
                assertThatThrownBy(() -> guest.write(path, "1")).hasMessageContaining("WRITE " + path + ": EACCES");
                assertThat(refusal(() -> guest.write(path, "1"))).isEqualTo(StoreError.EACCES);
                assertThat(guest.perform(List.of(new Request.Write(path, "1"))).getFirst())
                        .isEqualTo(new Outcome.Refused(StoreError.EACCES, "WRITE " + path + ": EACCES, not permitted"));
            }
            assertThat(refusal(() -> guest.read("/local/domain/0/backend"))).isEqualTo(StoreError.EACCES);
            assertThat(refusal(() -> guest.list("/local/domain"))).isEqualTo(StoreError.EACCES);
            assertThat(refusal(() -> guest.remove("control"))).isEqualTo(StoreError.EACCES);
            guest.write("control/shutdown", "");
        }
    }

    @Test
    default void aLongValueIsRefusedAndNothingElseIsLost() throws IOException {
        String path = "data/t/x";
        int fits = 4080 - path.length() - 1;
        try (Xenstore guest = guest()) {
            assertThat(refusal(() -> guest.write(path, "v".repeat(fits)))).isIn(StoreError.E2BIG, StoreError.ENOSPC);
            assertThatThrownBy(() -> guest.write(path, "v".repeat(fits + 1)))
                    .hasMessageContaining("WRITE data/t/x takes 4081 bytes")
                    .hasMessageContaining("4080");
            String most = "v".repeat(1900);
            guest.write(path, most);
            assertThat(guest.read(path)).hasValue(most);
        }
    }

    @Test
    default void aBadPathIsRefusedBeforeItIsSent() throws IOException {
        try (Xenstore guest = guest()) {
            for (String path : List.of(
                    "",
                    "data/t/",
                    "data//t",
                    "data/eth0.10",
                    "data/ü",
                    "data/a b",
                    "data/a\0b",
                    "@x",
                    "//",
                    "a".repeat(2049))) {
                assertThat(refusal(() -> guest.write(path, "1"))).isEqualTo(StoreError.EINVAL);
            }
            assertThat(refusal(() -> guest.watch("data/eth0.10", _ -> {}))).isEqualTo(StoreError.EINVAL);
            assertThatThrownBy(() -> guest.write("data/eth0.10", "1"))
                    .hasMessageStartingWith("WRITE data/eth0.10: the path has '.', and only A-Z a-z 0-9");
            List<Outcome> outcomes =
                    guest.perform(List.of(new Request.Write("data/t/ö", "1"), new Request.Write("data/t/o", "1")));
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
            assertThat(outcomes.get(1)).isEqualTo(new Outcome.Done());
        }
    }

    @Test
    default void manyChildrenAreListedOrRefusedInPlainWords() throws IOException {
        List<String> names = new ArrayList<>();
        List<Request> writes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            names.add("a-child-with-a-name-" + i);
            writes.add(new Request.Write(home() + "/cpu/many/a-child-with-a-name-" + i, "1"));
        }
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            assertThat(dom0.perform(writes)).containsOnly(new Outcome.Done());
            Outcome outcome =
                    guest.perform(List.of(new Request.Children("cpu/many"))).getFirst();
            if (listsInParts()) {
                assertThat(guest.list("cpu/many")).containsExactlyInAnyOrderElementsOf(names);
                assertThat(((Outcome.Names) outcome).names()).containsExactlyInAnyOrderElementsOf(names);
                assertThat(guest.<List<String>>transaction(tree -> tree.list("cpu/many")))
                        .containsExactlyInAnyOrderElementsOf(names);
            } else {
                assertThatThrownBy(() -> guest.list("cpu/many"))
                        .hasMessageContaining("more than 4096 bytes, and this daemon cannot send them in parts");
                assertThat(outcome).isInstanceOf(Outcome.Refused.class);
            }
            assertThat(guest.read("cpu/many/a-child-with-a-name-7")).hasValue("1");
        }
    }

    @Test
    default void manyRequestsAreDoneInOrder() throws IOException {
        List<Request> requests = new ArrayList<>();
        List<Outcome> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(new Request.Write("data/t/x", "v" + i));
            expected.add(new Outcome.Done());
            requests.add(new Request.Read("data/t/x"));
            expected.add(new Outcome.Value("v" + i));
        }
        try (Xenstore guest = guest()) {
            assertThat(guest.perform(requests)).isEqualTo(expected);
            assertThat(guest.perform(List.of())).isEmpty();
        }
    }

    @Test
    default void aTransactionIsSeenWholeOrNotAtAll() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/old", "1");
            String result = guest.transaction(tree -> {
                tree.write("data/t/a", "1");
                tree.remove("data/t/old");
                assertThat(tree.read("data/t/a")).hasValue("1");
                assertThat(tree.read("data/t/old")).isEmpty();
                assertThat(dom0.read(home() + "/data/t/a")).isEmpty();
                assertThat(dom0.read(home() + "/data/t/old")).hasValue("1");
                assertThat(tree.perform(List.of(new Request.Write("data/t/b", "2"), new Request.Read("data/t/a"))))
                        .containsExactly(new Outcome.Done(), new Outcome.Value("1"));
                return "result";
            });
            assertThat(result).isEqualTo("result");
            assertThat(dom0.list(home() + "/data/t")).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    default void aTransactionThatFailsChangesNothing() throws IOException {
        try (Xenstore guest = guest()) {
            List<StoreTree> kept = new ArrayList<>();
            assertThatThrownBy(() -> guest.transaction(tree -> {
                        kept.add(tree);
                        tree.write("data/t/a", "1");
                        throw new IllegalArgumentException("the work's own");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(refusal(() -> guest.transaction(tree -> {
                        tree.write("data/t/a", "1");
                        tree.write("/x", "1");
                        return "";
                    })))
                    .isEqualTo(StoreError.EACCES);
            assertThat(guest.read("data/t/a")).isEmpty();
            assertThatThrownBy(() -> kept.getFirst().read("data/t/a")).isInstanceOf(IllegalStateException.class);
            for (int i = 0; i < 30; i++) { // More than a daemon keeps open for a guest.
                assertThat(catchThrowableOfType(
                                IllegalArgumentException.class,
                                () -> guest.transaction(_ -> {
                                    throw new IllegalArgumentException();
                                })))
                        .isNotNull();
            }
            assertThat(guest.<String>transaction(_ -> "still")).isEqualTo("still");
        }
    }

    @Test
    default void aTransactionStartsOverWhenOthersChangedWhatItSaw() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/x", "0");
            AtomicInteger runs = new AtomicInteger();
            String seen = guest.transaction(tree -> {
                String value = tree.read("data/t/x").orElseThrow();
                if (runs.incrementAndGet() == 1) {
                    dom0.write(home() + "/data/t/x", "theirs");
                }
                tree.write("data/t/x", value + " and mine");
                return value;
            });
            assertThat(runs).hasValue(2);
            assertThat(seen).isEqualTo("theirs");
            assertThat(guest.read("data/t/x")).hasValue("theirs and mine");
        }
    }

    @Test
    default void aTransactionGivesUpInTheEnd() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/x", "0");
            AtomicInteger runs = new AtomicInteger();
            assertThat(refusal(() -> guest.transaction(tree -> {
                        String value = tree.read("data/t/x").orElseThrow();
                        dom0.write(home() + "/data/t/x", "theirs " + runs.incrementAndGet());
                        tree.write("data/t/x", value + " and mine");
                        return value;
                    })))
                    .isEqualTo(StoreError.EAGAIN);
            assertThat(runs).hasValueBetween(2, 50);
        }
    }

    @Test
    default void transactionsDoNotNest() throws IOException {
        try (Xenstore guest = guest()) {
            assertThat(refusal(() -> guest.transaction(_ -> guest.<String>transaction(_ -> ""))))
                    .isEqualTo(StoreError.EBUSY);
            assertThat(guest.<String>transaction(_ -> "later")).isEqualTo("later");
        }
    }

    @Test
    default void aWatchTellsFirstOfItselfThenOfChangesInOrder() throws Exception {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            Told told = new Told(guest);
            try (Xenstore.Watch _ = guest.watch("data/t", told)) {
                told.untilExactly("data/t");
                told.forget();
                dom0.write(home() + "/data/t/a", "1");
                dom0.write(home() + "/data/t/b/c", "1");
                dom0.write(home() + "/data/t/a", "1"); // The same value is a change as well.
                dom0.remove(home() + "/data/t/b");
                told.untilExactly("data/t/a", "data/t/b/c", "data/t/a", "data/t/b");
            }
        }
    }

    @Test
    default void anAbsoluteWatchTellsAbsolutePaths() throws Exception {
        try (Xenstore guest = guest()) {
            Told told = new Told(guest);
            try (Xenstore.Watch _ = guest.watch(home() + "/data/t", told)) {
                told.untilExactly(home() + "/data/t");
                told.forget();
                guest.write("data/t/a", "1");
                told.untilExactly(home() + "/data/t/a");
            }
        }
    }

    @Test
    default void aWatchTellsOfItsOwnPathWhenAParentGoes() throws Exception {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/a/b", "1");
            Told told = new Told(guest);
            try (Xenstore.Watch _ = guest.watch("data/t/a/b", told)) {
                told.untilExactly("data/t/a/b");
                told.forget();
                dom0.remove(home() + "/data/t");
                told.untilExactly("data/t/a/b");
            }
        }
    }

    @Test
    default void aTransactionIsToldAtItsCommit() throws Exception {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/a", "0");
            dom0.write(home() + "/cpu/many", "0");
            Told told = new Told(dom0);
            Told other = new Told(dom0);
            try (Xenstore.Watch _ = dom0.watch(home() + "/data/t", told);
                    Xenstore.Watch _ = dom0.watch(home() + "/cpu/many", other)) {
                other.untilExactly(home() + "/cpu/many");
                told.forget();
                String _ = guest.transaction(tree -> {
                    tree.write("data/t/a", "1");
                    other.forget();
                    dom0.write(home() + "/cpu/many", "told at once");
                    other.untilExactly(home() + "/cpu/many");
                    assertThat(told.paths()).isEmpty();
                    return "";
                });
                told.untilExactly(home() + "/data/t/a");
            }
        }
    }

    @Test
    default void anEndedWatchIsSilent() throws Exception {
        try (Xenstore guest = guest()) {
            Told ended = new Told(guest);
            Told kept = new Told(guest);
            Xenstore.Watch watch = guest.watch("data/t", ended);
            Xenstore.Watch _ = guest.watch("data/t", kept);
            kept.until(paths -> !paths.isEmpty());
            guest.write("data/t/a", "1");
            watch.close();
            ended.forget();
            guest.write("data/t/b", "1");
            kept.until(paths -> paths.contains("data/t/b"));
            assertThat(ended.paths()).isEmpty();
            watch.close();
        }
    }

    @Test
    default void aWatchMayBeEndedByAnotherThread() throws Exception {
        try (Xenstore guest = guest()) {
            Told told = new Told(guest);
            Xenstore.Watch watch = guest.watch("data/t", told);
            FutureTask<Boolean> ending = start(() -> {
                watch.close();
                guest.wake();
                return true;
            });
            Told.pump(guest, ending::isDone);
            assertThat(ending.get(10, TimeUnit.SECONDS)).isTrue();
            told.forget();
            guest.write("data/t/a", "1");
            boolean _ = guest.await(Duration.ofMillis(20));
            assertThat(told.paths()).isEmpty();
        }
    }

    @Test
    default void aListenerMayWakeButNotCall() throws Exception {
        try (Xenstore guest = guest()) {
            List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
            try (Xenstore.Watch _ = guest.watch("data/t", _ -> {
                try {
                    guest.write("data/t", "1");
                } catch (XenstoreException | RuntimeException e) {
                    thrown.add(e);
                }
                guest.wake();
                throw new IllegalArgumentException("a listener that fails");
            })) {
                Told.pump(guest, () -> !thrown.isEmpty());
                assertThat(thrown.getFirst()).hasMessage("a watch listener must not call the store");
                guest.write("data/t", "2");
                Told.pump(guest, () -> thrown.size() > 1);
                assertThat(thrown).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    default void wakingEndsTheNextWaitOrThePresentOne() throws Exception {
        try (Xenstore guest = guest()) {
            guest.wake();
            guest.wake();
            assertThat(guest.await(Duration.ofSeconds(50))).isTrue();
            assertThat(guest.await(Duration.ofMillis(1))).isFalse();
            FutureTask<Boolean> waiting = start(() -> guest.await(Duration.ofSeconds(50)));
            guest.write("data/t", "1");
            guest.wake();
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    default void wakingEndsAWaitWhileAnotherThreadReads() throws Exception {
        try (Xenstore guest = guest()) {
            AtomicBoolean enough = new AtomicBoolean();
            FutureTask<Boolean> busy = start(() -> {
                while (!enough.get()) {
                    guest.write("data/t", "1");
                }
                return true;
            });
            for (int i = 0; i < 200; i++) {
                CountDownLatch near = new CountDownLatch(1);
                FutureTask<Boolean> waiting = start(() -> {
                    near.countDown();
                    return guest.await(Duration.ofSeconds(50));
                });
                assertThat(near.await(10, TimeUnit.SECONDS)).isTrue();
                guest.wake();
                assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
            }
            enough.set(true);
            assertThat(busy.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    default void manyThreadsShareAConnection() throws Exception {
        try (Xenstore guest = guest()) {
            Told told = new Told(guest);
            Xenstore.Watch watch = guest.watch("data/t/last", told);
            List<FutureTask<Boolean>> tasks = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                String path = "data/t/thread-" + t;
                tasks.add(start(() -> {
                    for (int i = 0; i < 150; i++) {
                        guest.write(path, "v" + i);
                        assertThat(guest.read(path)).hasValue("v" + i);
                        List<Outcome> outcomes =
                                guest.perform(Collections.nCopies(15, new Request.Write(path + "-too", "v" + i)));
                        assertThat(outcomes).containsOnly(new Outcome.Done());
                    }
                    return true;
                }));
            }
            Told.pump(guest, () -> tasks.stream().allMatch(FutureTask::isDone));
            for (FutureTask<Boolean> task : tasks) {
                assertThat(task.get(20, TimeUnit.SECONDS)).isTrue();
            }
            guest.write("data/t/last", "1");
            told.until(paths -> paths.size() >= 2);
            watch.close();
        }
    }

    @Test
    default void closingFreesWhoeverWaits() throws Exception {
        Xenstore guest = guest();
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(start(() -> guest.await(Duration.ofSeconds(50))));
        }
        guest.write("data/t", "1");
        guest.close();
        for (FutureTask<Boolean> task : waiting) {
            assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(XenstoreException.class)
                    .hasMessageContaining("closed");
        }
        assertThatThrownBy(() -> guest.read("data/t")).isInstanceOf(XenstoreException.class);
        guest.wake();
        guest.close();
    }

    @Test
    default void aQuotaIsARefusalLikeAnother() throws IOException {
        List<Request> writes = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            writes.add(new Request.Write("data/t/" + i / 100 + "/" + i % 100, "1"));
        }
        try (Xenstore guest = guest()) {
            List<Outcome> outcomes = guest.perform(writes);
            assertThat(outcomes.getFirst()).isEqualTo(new Outcome.Done());
            assertThat(outcomes.getLast())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.error()).isIn(StoreError.ENOSPC, StoreError.EQUOTA));
            guest.write("data/t/0/0", "rewriting goes on");
            guest.remove("data/t");
        }
    }

    /** Runs in a thread of its own. */
    static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** What the store answers to a call that it refuses. */
    static StoreError refusal(ThrowingCallable call) {
        XenstoreException e = catchThrowableOfType(XenstoreException.class, call);
        assertThat(e).isNotNull();
        assertThat(e.refusal()).as(e.getMessage()).isPresent();
        return e.refusal().orElseThrow();
    }
}
