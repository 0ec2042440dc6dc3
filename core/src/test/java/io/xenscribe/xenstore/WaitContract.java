package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Several threads at one connection: waiting, waking, closing. */
interface WaitContract extends ContractStores {

    @Test
    default void wakingEndsTheNextWaitOrThePresentOne() throws Exception {
        try (Xenstore guest = guest()) {
            guest.wake();
            guest.wake();
            assertThat(guest.await(Duration.ofSeconds(50))).isTrue();
            assertThat(guest.await(Duration.ofMillis(1))).isFalse();
            FutureTask<Boolean> waiting = ContractStores.start(() -> guest.await(Duration.ofSeconds(50)));
            guest.write("data/t", "1");
            guest.wake();
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    default void wakingEndsAWaitWhileAnotherThreadReads() throws Exception {
        try (Xenstore guest = guest()) {
            AtomicBoolean enough = new AtomicBoolean();
            FutureTask<Boolean> busy = ContractStores.start(() -> {
                while (!enough.get()) {
                    guest.write("data/t", "1");
                }
                return true;
            });
            for (int i = 0; i < 200; i++) {
                CountDownLatch near = new CountDownLatch(1);
                FutureTask<Boolean> waiting = ContractStores.start(() -> {
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
                tasks.add(ContractStores.start(() -> {
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
            waiting.add(ContractStores.start(() -> guest.await(Duration.ofSeconds(50))));
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
}
