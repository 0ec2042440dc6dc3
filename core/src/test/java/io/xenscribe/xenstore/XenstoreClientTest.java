package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no daemon does when asked to, and so no rig can show. */
@Timeout(30)
class XenstoreClientTest {

    private static final int READ = 2;
    private static final int WATCH = 4;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void answersMayComeInAnyOrder() throws IOException {
        List<Integer> ids = new ArrayList<>();
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, _) -> {
            ids.add(id);
            if (ids.size() == 5) {
                for (int known : ids.reversed()) {
                    self.send(type, known, "value of " + (known - ids.getFirst()));
                }
            }
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            List<Outcome> outcomes = store.perform(Collections.nCopies(5, new Request.Read("x")));
            assertThat(outcomes)
                    .containsExactly(
                            new Outcome.Value("value of 0"),
                            new Outcome.Value("value of 1"),
                            new Outcome.Value("value of 2"),
                            new Outcome.Value("value of 3"),
                            new Outcome.Value("value of 4"));
        }
        assertThat(daemon.closed()).isEqualTo(1);
    }

    /** Linux's device, which loses a payload when the next request overtakes it. */
    @Test
    void aTransportThatTakesOneRequestHasNoSecondBeforeTheAnswer() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedDaemon daemon = new ScriptedDaemon(1, (self, type, id, payload) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            Thread.ofVirtual().start(() -> {
                open.decrementAndGet();
                self.send(type, id, payload);
            });
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            FutureTask<List<Outcome>> other = new FutureTask<>(() -> store.perform(reads("a")));
            Thread.ofPlatform().start(other);
            assertThat(store.perform(reads("b"))).hasSize(100).allMatch(new Outcome.Value("b\0")::equals);
            assertThat(other.get()).hasSize(100).allMatch(new Outcome.Value("a\0")::equals);
        }
        assertThat(most).hasValue(1);
    }

    private static List<Request> reads(String path) {
        return Collections.nCopies(100, new Request.Read(path));
    }

    /** Linux's device gives the answer to a WATCH to whoever reads before it lets go of who writes. */
    @Test
    void whoeverWaitsForItsTurnSeesThatAWriterWhoseAnswerIsReadHasEnded() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        ScriptedDaemon daemon = new ScriptedDaemon(1, (self, type, id, _) -> {
            self.send(type, id, type == READ ? "value" : "OK\0");
            if (type == WATCH) {
                writing.countDown();
                self.awaitIdleReader();
            }
        });
        try (Xenstore store = new XenstoreClient(daemon, Duration.ofMinutes(1))) {
            FutureTask<Xenstore.Watch> watch = new FutureTask<>(() -> store.watch("a", told::add));
            Thread.ofPlatform().start(watch);
            writing.await();
            assertThat(store.read("b")).contains("value");
            assertThat(watch.get(10, TimeUnit.SECONDS)).isNotNull();
        }
    }

    /** Else names of children would be taken for a value. */
    @Test
    void anAnswerOfAnotherTypeIsNoneWhoeverReadsIt() throws Exception {
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, _) -> {
            self.awaitIdleReader();
            self.send(Operation.DIRECTORY.code(), id, "vif");
        });
        try (Xenstore store = new XenstoreClient(daemon, Duration.ofMinutes(1))) {
            FutureTask<Boolean> reader = new FutureTask<>(() -> store.await(Duration.ofMinutes(1)));
            Thread.ofPlatform().start(reader);
            daemon.awaitIdleReader();
            assertThatThrownBy(() -> store.read("x")).isInstanceOf(XenstoreException.class);
            assertThatThrownBy(reader::get).hasRootCauseInstanceOf(XenstoreException.class);
        }
    }

    @Test
    void noMoreThanTenRequestsAreInFlight() throws IOException {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger open = new AtomicInteger();
        List<Integer> ids = new ArrayList<>();
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, _) -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            ids.add(id);
            if (ids.size() == 10) { // Would wait for ever if the client sent fewer.
                ids.forEach(known -> self.send(type, known, "v"));
                ids.clear();
                open.set(0);
            }
        });
        try (Xenstore store = new XenstoreClient(daemon, Duration.ofSeconds(5))) {
            assertThat(store.perform(Collections.nCopies(200, new Request.Read("x"))))
                    .hasSize(200);
        }
        assertThat(most).hasValue(10);
    }

    @Test
    void aSecondAnswerOrAStrangersIsPassedOver() throws IOException {
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, _) -> {
            self.send(type, id + 1000, "not asked");
            self.send(type, id, "asked");
            self.send(type, id, "again");
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            assertThat(store.read("x")).hasValue("asked");
            assertThat(store.read("x")).hasValue("asked");
        }
    }

    @Test
    void anAnswerOfAnotherTypeEndsTheClient() throws IOException {
        ScriptedDaemon daemon = new ScriptedDaemon((self, _, id, _) -> self.send(99, id, "OK\0"));
        try (Xenstore store = new XenstoreClient(daemon)) {
            assertThatThrownBy(() -> store.read("x"))
                    .hasMessage("the connection to the script is broken: type 99 is no answer to READ x");
            assertThatThrownBy(() -> store.read("x")).hasMessageContaining("is broken");
        }
    }

    @Test
    void aFirstEventMayComeBeforeTheAnswerAndTheAnswerMayLackItsId() throws IOException {
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, _, payload) -> {
            if (type == WATCH) {
                self.send(Message.EVENT, 0x1234, payload);
            }
            self.send(type, 0, "OK\0");
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            store.watch("data", told::add).close();
            assertThat(told).containsExactly("data");
        }
    }

    @Test
    void anEventForAnotherPathOrTokenIsPassedOver() throws IOException {
        ScriptedDaemon daemon = ScriptedDaemon.obliging();
        try (Xenstore store = new XenstoreClient(daemon)) {
            Xenstore.Watch _ = store.watch("data", told::add);
            for (String event :
                    List.of("data/x\0w1\0", "database\0w1\0", "/data\0w1\0", "data\0w2\0", "data", "", "\0", "\0\0")) {
                daemon.send(Message.EVENT, 0, event);
            }
            daemon.send(Message.EVENT, 0, "data\0w1\0");
            Told.pump(store, () -> told.size() > 1);
            assertThat(told).containsExactly("data/x", "data");
        }
    }

    @Test
    void aWatchRefusedByTheWriteItselfIsARefusal() throws IOException {
        ScriptedDaemon daemon = ScriptedDaemon.obliging();
        try (Xenstore store = new XenstoreClient(daemon)) {
            daemon.refuse(StoreError.E2BIG);
            assertThatThrownBy(() -> store.watch("data", told::add)).hasMessageStartingWith("WATCH data: E2BIG");
            assertThat(store.read("x")).hasValue("value");
            daemon.send(Message.EVENT, 0, "data\0w1\0");
            assertThat(store.read("x")).hasValue("value");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aLateAnswerIsNobodys() throws IOException {
        List<Integer> ids = new ArrayList<>();
        ScriptedDaemon daemon = new ScriptedDaemon((_, _, id, _) -> ids.add(id));
        try (Xenstore store = new XenstoreClient(daemon, SHORT)) {
            assertThatThrownBy(() -> store.read("x")).hasMessage("no answer to READ x within 50 ms from the script");
            daemon.send(READ, ids.getFirst(), "late");
            assertThatThrownBy(() -> store.read("x")).hasMessageContaining("no answer to READ x");
            assertThatThrownBy(() -> store.await(SHORT)).isInstanceOf(XenstoreException.class);
            assertThat(daemon.asked()).isEqualTo(1);
        }
    }

    @Test
    void theTransportIsClosedOnce() throws IOException {
        ScriptedDaemon daemon = ScriptedDaemon.obliging();
        Xenstore store = new XenstoreClient(daemon);
        Xenstore.Watch watch = store.watch("data", told::add);
        store.close();
        store.close();
        watch.close();
        store.wake();
        assertThatThrownBy(() -> store.read("x")).hasMessage("the connection to the script is closed");
        assertThatThrownBy(() -> store.await(SHORT)).hasMessage("the connection to the script is closed");
        assertThat(daemon.closed()).isEqualTo(1);
    }

    @Test
    void aFullPipeWithoutAnswersEndsInTime() throws IOException {
        ScriptedDaemon daemon = new ScriptedDaemon((_, _, _, _) -> {});
        try (Xenstore store = new XenstoreClient(daemon, SHORT)) {
            assertThatThrownBy(() -> store.perform(Collections.nCopies(50, new Request.Write("x", "1"))))
                    .hasMessageContaining("no answer to WRITE x");
        }
    }

    @Test
    void anEndFreesEverybody() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        ScriptedDaemon daemon = new ScriptedDaemon((_, _, _, _) -> asked.countDown());
        try (Xenstore store = new XenstoreClient(daemon)) {
            List<FutureTask<?>> tasks = List.of(
                    ContractStores.start(() -> store.read("x")),
                    ContractStores.start(() -> store.read("y")),
                    ContractStores.start(() -> store.await(Duration.ofSeconds(20))));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            daemon.end();
            for (FutureTask<?> task : tasks) {
                assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS))
                        .hasMessageContaining("the script closed the connection");
            }
        }
        assertThat(daemon.closed()).isEqualTo(1);
    }

    @Test
    void aWriterThatIsStuckHoldsUpNobodyForEver() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        ScriptedDaemon daemon = new ScriptedDaemon((_, type, _, _) -> {
            if (type == WATCH) {
                stuck.countDown();
                try {
                    free.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        Xenstore store = new XenstoreClient(daemon, SHORT);
        FutureTask<?> watching = ContractStores.start(() -> store.watch("data", told::add));
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> store.write("x", "1")).hasMessageContaining("no answer to WATCH data within 50 ms");
        store.close();
        assertThat(daemon.closed()).as("while somebody writes").isZero();
        free.countDown();
        assertThatThrownBy(() -> watching.get(10, TimeUnit.SECONDS)).hasMessageContaining("no answer to WATCH data");
        assertThat(daemon.closed()).isEqualTo(1);
    }

    @Test
    void anInterruptIsKeptAndWaitingGoesOn() throws Exception {
        ScriptedDaemon daemon = ScriptedDaemon.obliging();
        try (Xenstore store = new XenstoreClient(daemon)) {
            FutureTask<Boolean> reader = ContractStores.start(() -> store.await(Duration.ofSeconds(20)));
            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                assertThat(store.read("x")).hasValue("value");
                assertThat(Thread.interrupted()).isTrue();
            }
            store.wake();
            assertThat(reader.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whateverTheDaemonSendsNobodyWaitsForEver() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            for (int i = 0; i + 16 <= bytes.length; i += 16 + random.nextInt(8)) {
                System.arraycopy(new byte[16], 0, bytes, i, 16);
                bytes[i] = (byte) random.nextInt(24);
                bytes[i + 4] = (byte) random.nextInt(4);
                bytes[i + 12] = (byte) random.nextInt(24);
            }
            ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, _) -> {
                if (id == 2) {
                    self.send(bytes);
                }
                self.send(type, id, "OK\0");
            });
            try (Xenstore store = new XenstoreClient(daemon, Duration.ofMillis(5))) {
                Xenstore.Watch _ = store.watch("data", told::add);
                for (int i = 0; i < 4; i++) {
                    store.write("x", "1");
                }
            } catch (XenstoreException e) {
                assertThat(e).message().isNotEmpty();
            }
        }
    }

    @Test
    void aTransactionIdThatIsNoneIsARefusal() throws IOException {
        try (Xenstore store = new XenstoreClient(ScriptedDaemon.obliging())) {
            assertThat(ContractStores.refusal(() -> store.<String>transaction(_ -> "")))
                    .isEqualTo(StoreError.EIO);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4294967296", "1x", ""})
    void aTransactionThatWouldBeNoneIsNotWrittenIn(String id) throws IOException {
        List<Integer> types = new ArrayList<>();
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, request, _) -> {
            types.add(type);
            self.send(type, request, id + "\0");
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            assertThat(ContractStores.refusal(() -> store.<String>transaction(tree -> {
                        tree.write("x", "1");
                        return "";
                    })))
                    .isEqualTo(StoreError.EIO);
            assertThat(types).containsExactly(Operation.TRANSACTION_START.code());
        }
    }

    @Test
    void theLargestTransactionIdIsOne() throws IOException {
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, request, _) ->
                self.send(type, request, type == Operation.TRANSACTION_START.code() ? "4294967295\0" : "OK\0"));
        try (Xenstore store = new XenstoreClient(daemon)) {
            assertThat(store.<String>transaction(tree -> {
                        tree.write("x", "1");
                        return "done";
                    }))
                    .isEqualTo("done");
        }
    }

    @Test
    void theTextOfAnErrorIsShownAsFarAsItCanBe() throws IOException {
        List<String> errors = List.of("EODD\0", "", "E\nX\u001b[1m\0", "E".repeat(400));
        List<String> shown = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        ScriptedDaemon daemon = new ScriptedDaemon(
                (self, _, request, _) -> self.send(Message.ERROR, request, errors.get(asked.getAndIncrement())));
        try (Xenstore store = new XenstoreClient(daemon)) {
            for (int i = 0; i < errors.size(); i++) {
                shown.add(ContractStores.refusal(() -> store.write("x", "1")).name());
            }
        }
        assertThat(shown).containsExactly("EODD", "EIO", "E?X?[1m", "E".repeat(30));
    }

    @Test
    void aListingInPartsStartsOverWhenTheNodeChanges() throws IOException {
        AtomicInteger parts = new AtomicInteger();
        ScriptedDaemon daemon = new ScriptedDaemon((self, type, id, payload) -> {
            if (type == Operation.DIRECTORY.code()) {
                self.send(Message.ERROR, id, "E2BIG\0");
                return;
            }
            parts.incrementAndGet();
            boolean first = payload.equals("data\0" + "0\0");
            String generation = parts.get() == 1 ? "1\0" : "2\0";
            self.send(type, id, generation + (first ? "a\0bc\0" : payload.equals("data\0" + "5\0") ? "d\0\0" : "\0"));
        });
        try (Xenstore store = new XenstoreClient(daemon)) {
            assertThat(store.list("data")).containsExactly("a", "bc", "d");
            assertThat(parts).hasValue(4);
        }
    }
}
