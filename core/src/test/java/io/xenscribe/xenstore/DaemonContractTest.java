package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.linux.FdTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real daemons: the guest through the xenbus device, dom0 through the socket, and what goes wrong between them. */
class DaemonContractTest {

    @BeforeAll
    static void aRigIsThere() {
        StoreRig.require();
    }

    @Nested
    class CDaemon extends Daemon {
        CDaemon() {
            super("c");
        }

        @Override
        public boolean listsInParts() {
            return true;
        }

        @Override
        int watchQuota() {
            return 129;
        }
    }

    @Nested
    class OcamlDaemon extends Daemon {
        OcamlDaemon() {
            super("ocaml");
        }

        @Override
        public boolean listsInParts() {
            return false;
        }

        @Override
        int watchQuota() {
            return 101;
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Daemon implements XenstoreContract {

        private static final Duration SHORT = Duration.ofMillis(300);

        private final String backend;
        private StoreRig rig;
        private boolean faulty;

        @SuppressWarnings("NullAway.Init") // JUnit calls up() first.
        Daemon(String backend) {
            this.backend = backend;
        }

        abstract int watchQuota();

        @BeforeAll
        void up() throws Exception {
            rig = StoreRig.up(backend);
        }

        @AfterAll
        void down() throws Exception {
            rig.down();
        }

        @AfterEach
        void mend() throws Exception {
            if (faulty) {
                rig.run("bridge", "quirk", "event-first", "0");
                rig.run("bridge", "quirk", "ack-reqid0", "0");
                rig.run("stall", "0");
                faulty = false;
            }
        }

        /** Something of the rig's that lasts. */
        private void fault(String... command) throws Exception {
            faulty = true;
            rig.run(command);
        }

        @Override
        public Xenstore guest() throws IOException {
            return guest(XenstoreClient.LIMIT);
        }

        private Xenstore guest(Duration limit) throws IOException {
            return new XenstoreClient(FdTransport.device(rig.device()), limit);
        }

        @Override
        public Xenstore dom0() throws IOException {
            return new XenstoreClient(FdTransport.socket(rig.socket()));
        }

        @Override
        public String home() {
            return "/local/domain/7";
        }

        @Test
        void aMissingDaemonIsNamed() {
            assertThatThrownBy(() -> FdTransport.socket(Path.of("/nowhere/socket")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/nowhere/socket");
            assertThatThrownBy(() -> FdTransport.device(Path.of("/nowhere/xenbus")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/nowhere/xenbus");
        }

        @ParameterizedTest
        @ValueSource(strings = {"event-first", "ack-reqid0"})
        void watchesWorkWithTheKernelsQuirks(String quirk) throws Exception {
            fault("bridge", "quirk", quirk, "1");
            try (Xenstore guest = guest()) {
                Told first = new Told(guest);
                Told second = new Told(guest);
                Xenstore.Watch watch = guest.watch("data/t", first);
                first.untilExactly("data/t");
                Xenstore.Watch _ = guest.watch("data/t/x", second);
                second.untilExactly("data/t/x");
                watch.close();
                guest.write("data/t/x", "1");
                second.untilExactly("data/t/x", "data/t/x");
                assertThat(first.paths()).containsExactly("data/t");
            }
        }

        @Test
        void aRefusedWatchIsARefusal() throws Exception {
            List<Xenstore.Watch> watches = new ArrayList<>();
            try (Xenstore guest = guest()) {
                StoreError error = ContractStores.refusal(() -> {
                    while (watches.size() < 200) {
                        watches.add(guest.watch("data/t", _ -> {}));
                    }
                });
                assertThat(error).isIn(StoreError.E2BIG, StoreError.EINVAL);
                assertThat(watches).hasSizeBetween(90, watchQuota());
                guest.write("data/t", "still here");
                watches.removeLast().close();
                guest.watch("data/t", _ -> {}).close();
            }
        }

        @Test
        void anUnknownErrorIsARefusalToo() throws Exception {
            try (Xenstore guest = guest()) {
                rig.run("fail", "EWHATEVER", "1", "write");
                assertThat(ContractStores.refusal(() -> guest.write("data/t", "1")))
                        .isEqualTo(new StoreError("EWHATEVER"));
                guest.write("data/t", "1");
            }
        }

        @Test
        void anAnswerThatDoesNotComeEndsTheClient() throws Exception {
            try (Xenstore guest = guest(SHORT);
                    Xenstore waiting = guest(Duration.ofSeconds(20))) {
                guest.write("data/t/x", "0");
                FutureTask<Boolean> other = ContractStores.start(() -> guest.await(Duration.ofSeconds(50)));
                fault("stall", "2");
                long begin = System.nanoTime();
                assertThatThrownBy(() -> guest.write("data/t/x", "1"))
                        .isInstanceOfSatisfying(
                                XenstoreException.class,
                                e -> assertThat(e.refusal()).isEmpty())
                        .hasMessage("no answer to WRITE data/t/x within 300 ms from " + rig.device());
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
                assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS)).hasMessageContaining("no answer to WRITE");
                assertThatThrownBy(() -> guest.read("data/t/x")).hasMessageContaining("no answer to WRITE");
                waiting.write("data/t/y", "answered after the stall");
            }
        }

        @Test
        void whatIsSentWhileTheDeviceIsBusyArrivesAsItWas() throws Exception {
            List<Request> writes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writes.add(new Request.Write("data/t/" + "n".repeat(i + 1), "value".repeat(i + 1)));
            }
            try (Xenstore guest = guest()) {
                fault("stall", "1");
                assertThat(guest.perform(writes)).allMatch(outcome -> outcome instanceof Outcome.Done);
                for (Request request : writes) {
                    assertThat(guest.read(request.path())).hasValue(((Request.Write) request).value());
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown-req", "bad-event", "empty-event", "event-unknown-token"})
        void whatIsForNobodyIsPassedOver(String kind) throws Exception {
            try (Xenstore guest = guest()) {
                guest.write("data/t", "1");
                rig.run("garbage", kind);
                guest.write("data/t", "2");
                assertThat(guest.read("data/t")).hasValue("2");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"bad-type", "huge-len", "over-len", "short", "bad-error", "noise"})
        void afterGarbageTheClientGoesOnOrEnds(String kind) throws Exception {
            try (Xenstore guest = guest(SHORT)) {
                guest.write("data/t", "1");
                guest.write("data/t", "2");
                rig.run("garbage", kind);
                try {
                    for (int i = 0; i < 5; i++) {
                        assertThat(guest.read("data/t")).hasValue("2");
                    }
                } catch (XenstoreException e) {
                    assertThat(e.refusal()).isEmpty();
                    assertThatThrownBy(() -> guest.read("data/t")).isInstanceOf(XenstoreException.class);
                }
            }
            try (Xenstore guest = guest()) {
                assertThat(guest.read("data/t")).hasValue("2");
            }
        }

        @Test
        void aResumeFiresTheWatchesAndTheClientGoesOn() throws Exception {
            try (Xenstore guest = guest()) {
                guest.write("data/t", "1");
                Told told = new Told(guest);
                Xenstore.Watch _ = guest.watch("data", told);
                told.until(paths -> !paths.isEmpty());
                told.forget();
                rig.run("resume", "--domid", "8");
                told.untilExactly("data");
                assertThat(guest.read("data/t")).isEmpty();
                guest.write("data/t", "2");
                told.until(paths -> paths.contains("data/t"));
            } finally {
                rig.run("resume", "--domid", "7");
            }
        }

        @Test
        void aDaemonThatIsKilledEndsItsClients() throws Exception {
            Xenstore dom0 = dom0();
            FutureTask<Boolean> waiting = ContractStores.start(() -> dom0.await(Duration.ofSeconds(50)));
            rig.run("restart");
            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining(rig.socket() + " closed the connection");
            assertThatThrownBy(() -> dom0.read("/")).hasMessageContaining("closed the connection");
            dom0.close();
            try (Xenstore again = dom0()) {
                assertThat(again.list(home())).contains("data");
            }
        }
    }
}
