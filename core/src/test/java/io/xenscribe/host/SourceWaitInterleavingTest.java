package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Context;
import io.xenscribe.schedule.Interleavings;
import io.xenscribe.schedule.Scenario;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A collector that waits for Xenstore, and the thread that reads it: in no order of steps is a change slept through. */
@Timeout(600)
class SourceWaitInterleavingTest {

    /** The collector's wait belongs to its thread, so that it is made there. */
    abstract static class Waiting implements Scenario {

        final AtomicInteger node = new AtomicInteger();
        private volatile @Nullable SourceWait wait;
        final StoreWatch watch = new StoreWatch(
                "device/vbd",
                new StoreWatches(() -> {
                    throw new IllegalStateException("nobody asks for the store");
                }),
                this::ring);

        private void ring() {
            SourceWait present = wait;
            if (present != null) {
                present.ring();
            }
        }

        SourceWait begin() {
            SourceWait made = new SourceWait();
            wait = made;
            synchronized (node) {
                node.notifyAll();
            }
            return made;
        }

        /** The collector's wait, once there is one. */
        SourceWait begun() throws InterruptedException {
            synchronized (node) {
                while (true) {
                    SourceWait present = wait;
                    if (present != null) {
                        return present;
                    }
                    node.wait();
                }
            }
        }

        void change(int value) {
            node.set(value);
            watch.changed("device/vbd/768");
        }

        @Override
        public void check() {}
    }

    /** Two changes; it looks at the node after each wait. */
    public static final class TheNodeChanges extends Waiting {

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        change(1);
                        change(2);
                    },
                    () -> {
                        SourceWait collector = begin();
                        while (node.get() != 2) {
                            assertThat(collector.await(Context.FOREVER, watch)).containsExactly(watch);
                        }
                    });
        }
    }

    /** It is stopped while the node changes. */
    public static final class ItIsStopped extends Waiting {

        private boolean ended;

        @Override
        public List<Body> threads() {
            return List.of(() -> change(1), () -> begun().stop(), () -> {
                SourceWait collector = begin();
                try {
                    while (true) {
                        collector.await(Context.FOREVER, watch);
                    }
                } catch (InterruptedException stopped) {
                    ended = true;
                }
            });
        }

        @Override
        public void check() {
            assertThat(ended).isTrue();
        }
    }

    @Test
    void theLastChangeIsSeen() throws ReflectiveOperationException {
        assertThat(Interleavings.of(TheNodeChanges.class, 3)).isGreaterThan(20);
    }

    @Test
    void itIsStopped() throws ReflectiveOperationException {
        assertThat(Interleavings.of(ItIsStopped.class, 2)).isGreaterThan(20);
    }
}
