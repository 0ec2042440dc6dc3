package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Watches: what they tell, in which order and on which thread. */
interface WatchContract extends ContractStores {

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
            FutureTask<Boolean> ending = ContractStores.start(() -> {
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
}
