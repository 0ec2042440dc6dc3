package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.host.FactBoard;
import io.xenscribe.schedule.Interleavings;
import io.xenscribe.schedule.Scenario;
import io.xenscribe.xenstore.EagerDaemon;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreClient;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a collector's publish to the publisher's pass: in no order of steps does the last news stay unseen. */
@Timeout(600)
class AgendaInterleavingTest {

    private record Memory(int free) {}

    /** The publisher's thread with its agenda and a connection to wait on. */
    abstract static class Publishing implements Scenario {

        final Agenda agenda = new Agenda();
        final FactBoard board = new FactBoard(agenda::news);
        private final Xenstore store = new XenstoreClient(new EagerDaemon(10, false), Duration.ofDays(1));

        Publishing() {
            agenda.connected(store);
        }

        boolean awaitPass() throws XenstoreException {
            return agenda.awaitPass(store, () -> Long.MAX_VALUE, () -> false);
        }

        @Override
        public void check() throws Exception {}
    }

    /** Two collectors, one of which publishes twice, and one that gives up. */
    public static final class FactsCome extends Publishing {

        public FactsCome() {
            board.expect("memory");
            board.expect("os");
        }

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        board.publish("memory", new Memory(1));
                        board.publish("memory", new Memory(2));
                    },
                    () -> board.settle("os"),
                    () -> {
                        while (awaitPass() && !isComplete()) {
                            // There is more to come, and somebody to tell of it.
                        }
                    });
        }

        private boolean isComplete() {
            FactBoard.Facts facts = board.snapshot();
            return new Memory(2).equals(facts.records().get("memory"))
                    && facts.pending().isEmpty();
        }

        @Override
        public void check() {
            assertThat(isComplete()).isTrue();
        }
    }

    /** A collector that comes late is expected, publishes and is removed again. */
    public static final class ACollectorGoes extends Publishing {

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        board.expect("memory");
                        board.publish("memory", new Memory(1));
                        board.remove("memory");
                        board.publish("os", new Memory(7));
                    },
                    () -> {
                        while (awaitPass()) {
                            FactBoard.Facts facts = board.snapshot();
                            if (facts.records().containsKey("os")) {
                                assertThat(facts.records()).doesNotContainKey("memory");
                                return;
                            }
                        }
                    });
        }
    }

    /** The watch fires for its registration, and once more for a resume, while facts change. */
    public static final class TheDomainResumes extends Publishing {

        @Override
        public List<Body> threads() {
            return List.of(
                    () -> {
                        agenda.watchFired("unique-domain-id");
                        agenda.watchFired("unique-domain-id");
                    },
                    () -> board.publish("memory", new Memory(1)),
                    () -> {
                        while (awaitPass() && !agenda.takeResume()) {
                            FactBoard.Facts _ = board.snapshot();
                        }
                    });
        }

        @Override
        public void check() {
            assertThat(agenda.takeResume()).as("taken once").isFalse();
        }
    }

    /** It is told to stop while facts change. */
    public static final class ItStops extends Publishing {

        @Override
        public List<Body> threads() {
            return List.of(agenda::stop, () -> board.publish("memory", new Memory(1)), () -> {
                while (awaitPass()) {
                    FactBoard.Facts _ = board.snapshot();
                }
            });
        }
    }

    @Test
    void theLastFactsAreSeen() throws ReflectiveOperationException {
        assertThat(Interleavings.of(FactsCome.class, 1)).isGreaterThan(20);
    }

    @Test
    void aCollectorGoes() throws ReflectiveOperationException {
        assertThat(Interleavings.of(ACollectorGoes.class, 2)).isGreaterThan(20);
    }

    @Test
    void theDomainResumes() throws ReflectiveOperationException {
        assertThat(Interleavings.of(TheDomainResumes.class, 1)).isGreaterThan(20);
    }

    @Test
    void itStops() throws ReflectiveOperationException {
        assertThat(Interleavings.of(ItStops.class, 1)).isGreaterThan(20);
    }
}
