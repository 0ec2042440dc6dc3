package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.schedule.Interleavings;
import io.xenscribe.schedule.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that share a connection, which has none of its own: whoever waits reads for all, in every order of their steps. */
@Timeout(600)
class ConnectionInterleavingTest {

    private static final Duration DAY = Duration.ofDays(1);

    /** Two ask over a transport that takes one request at a time, and one waits for changes meanwhile. */
    public static final class TwoAskAndOneWaits implements Scenario {

        private final XenstoreClient client = new XenstoreClient(new EagerDaemon(1, false), DAY);

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> assertThat(client.read("a")).contains("a"),
                    () -> {
                        assertThat(client.read("b")).contains("b");
                        client.wake();
                    },
                    () -> assertThat(client.await(DAY)).isTrue());
        }

        @Override
        public void check() throws XenstoreException {
            assertThat(client.read("c")).contains("c");
        }
    }

    /** The device holds the writer of a WATCH, while others read its answer. */
    public static final class TheWriterIsHeld implements Scenario {

        private final EagerDaemon daemon = new EagerDaemon(1, true);
        private final XenstoreClient client = new XenstoreClient(daemon, DAY);

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        Xenstore.Watch _ = client.watch("a", _ -> {});
                    },
                    () -> assertThat(client.read("b")).contains("b"),
                    daemon::letGo);
        }

        @Override
        public void check() throws XenstoreException {
            assertThat(client.read("d")).contains("d");
        }
    }

    /** A watch fires while somebody else is reading; its listener wakes the one who waits. */
    public static final class AnEventWakes implements Scenario {

        private final EagerDaemon daemon = new EagerDaemon(10, false);
        private final XenstoreClient client = new XenstoreClient(daemon, DAY);
        private final AtomicInteger told = new AtomicInteger();

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        Xenstore.Watch _ = client.watch("device", _ -> {
                            told.incrementAndGet();
                            client.wake();
                        });
                        daemon.fire("device/vif/0", "w1");
                    },
                    () -> assertThat(client.read("b")).contains("b"),
                    () -> {
                        while (told.get() == 0) {
                            boolean _ = client.await(DAY);
                        }
                    });
        }

        @Override
        public void check() {
            assertThat(told).hasValue(1);
        }
    }

    /** Whoever is at it when the connection is closed ends, and the transport is closed once, by the last of them. */
    public static final class ItIsClosed implements Scenario {

        private final EagerDaemon daemon = new EagerDaemon(10, false);
        private final XenstoreClient client = new XenstoreClient(daemon, DAY);

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        try {
                            assertThat(client.read("a")).contains("a");
                        } catch (XenstoreException closed) {
                            assertThat(closed.refusal()).isEmpty();
                        }
                    },
                    () -> {
                        try {
                            boolean _ = client.await(DAY);
                        } catch (XenstoreException closed) {
                            assertThat(closed.refusal()).isEmpty();
                        }
                    },
                    client::close);
        }

        @Override
        public void check() {
            assertThat(daemon.closed()).isEqualTo(1);
        }
    }

    @Test
    void twoAskAndOneWaits() throws ReflectiveOperationException {
        assertThat(Interleavings.of(TwoAskAndOneWaits.class, 1)).isGreaterThan(20);
    }

    @Test
    void theWriterOfAWatchIsHeld() throws ReflectiveOperationException {
        assertThat(Interleavings.of(TheWriterIsHeld.class, 1)).isGreaterThan(20);
    }

    @Test
    void anEventWakes() throws ReflectiveOperationException {
        assertThat(Interleavings.of(AnEventWakes.class, 1)).isGreaterThan(20);
    }

    @Test
    void itIsClosed() throws ReflectiveOperationException {
        assertThat(Interleavings.of(ItIsClosed.class, 1)).isGreaterThan(20);
    }
}
