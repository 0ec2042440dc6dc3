package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import io.xenscribe.xenstore.Xenstore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that refuses, hangs up, or is not there; a domain that resumes. */
@Timeout(60)
class PublisherTroubleTest {

    private static final String FOUR_KEYS = """
            version: 1
            keys:
              data/rack: ${host.rack}
              data/b: 2
              data/c: 3
              data/name: ${host.name}
            """;

    private static final String FOUR = FOUR_KEYS + """
            commit:
              data/updated: ${host.load}
            """;

    private CapturedLog log = new CapturedLog();

    @BeforeEach
    void capture() {
        log.close();
        log = new CapturedLog();
    }

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void anOptionalKeyThatMayNotBeWrittenIsToldOnceAndTriedAgainOnANewConnection() {
        MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
        Dom0 dom0 = new Dom0(memory);
        Publishing publishing = Publishing.of(memory, """
                version: 1
                keys:
                  control/feature-balloon: {value: "${host.load}", optional: true}
                  data/name: ${host.name}
                """);
        try (publishing) {
            publishing.with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.value("data/name")).hasValue("web1");
            assertThat(publishing.lastReport().refused()).singleElement().satisfies(refused -> {
                assertThat(refused.error()).isEqualTo("EACCES");
                assertThat(refused.example()).isEqualTo("control/feature-balloon");
                assertThat(refused.rule()).isEqualTo("test.yaml:3");
            });
            publishing.with("host", GuestFacts.host("web2")).settle();
            // Another value is no reason to be allowed.
            publishing.with("host", GuestFacts.host("web2", 2)).settle();
            assertThat(publishing.requests)
                    .containsExactly("control/feature-balloon = 1", "data/name = web1", "data/name = web2");
            publishing.connection().cut();
            publishing.until(() -> publishing.requests.contains("control/feature-balloon = 2"));
        }
        assertThat(log.lines("control/feature-balloon")).hasSize(1);
    }

    @Test
    void anOptionalCommitKeyThatMayNotBeWrittenIsNotTriedAgainEither() {
        Publishing publishing = Publishing.of(new MemoryStore(Toolstack.XL, 1), """
                version: 1
                keys: {"data/name": "${host.name}"}
                commit:
                  control/touched: {value: "${host.load}", optional: true}
                """);
        try (publishing) {
            publishing.with("host", GuestFacts.host("web1", 1)).start();
            publishing.with("host", GuestFacts.host("web2", 2)).settle();
            assertThat(publishing.requests)
                    .containsExactly("data/name = web1", "control/touched = 1", "data/name = web2");
            assertThat(publishing.lastReport().refused()).hasSize(1);
        }
        assertThat(log.lines("control/touched")).hasSize(1);
    }

    @Test
    void afterAResumeTheWholeTreeIsWrittenOnce() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = Publishing.of(memory, FOUR)) {
            publishing.with("host", GuestFacts.host("web1")).start();
            NavigableMap<String, String> before = dom0.nodes("data");
            publishing.requests.clear();
            int passes = publishing.reports.size();

            memory.resume();
            publishing.until(() -> publishing.reports.size() > passes);
            publishing.settle();
            assertThat(dom0.nodes("data")).isEqualTo(before);
            assertThat(publishing.requests)
                    .containsExactly(
                            "data/rack = B12", "data/b = 2", "data/c = 3", "data/name = web1", "data/updated = 1");
        }
    }

    /** Whatever is missing comes back, and nothing else is written: as after a soft reset, or for a domain that goes on. */
    @Test
    void afterAResumeIntoTheOldTreeOnlyWhatIsMissingIsWritten() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = Publishing.of(memory, FOUR.replace("data/b", "control/feature-balloon"))) {
            publishing.with("host", GuestFacts.host("web1")).start();
            publishing.requests.clear();
            int passes = publishing.reports.size();
            dom0.write("unique-domain-id", "same tree, told once more");
            publishing.until(() -> publishing.reports.size() > passes);
            publishing.settle();
            assertThat(publishing.requests).isEmpty();

            dom0.remove("control/feature-balloon");
            dom0.write("data/name", "");
            dom0.write("unique-domain-id", "after a soft reset");
            publishing.until(() -> dom0.value("control/feature-balloon").isPresent());
            publishing.settle();
            assertThat(publishing.requests)
                    .containsExactly("control/feature-balloon = 2", "data/name = web1", "data/updated = 1");
        }
    }

    @Test
    void aDaemonThatDoesNotAnswerIsNotAskedToWatch() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Publishing publishing = Publishing.of(new MemoryStore(Toolstack.XAPI, 1), FOUR)
                .with("host", GuestFacts.host("web1"))
                .through(store -> silent(store, asked, 3));
        try (publishing) {
            publishing.start();
            assertThat(publishing.troubles).containsExactly("no answer", "no answer", "no answer");
            assertThat(publishing.lastReport().errors()).isEqualTo(3);
        }
        assertThat(asked.subList(0, 5)).containsExactly("read", "read", "read", "read", "watch");
        assertThat(log.lines("cannot be used")).hasSize(1);
        assertThat(log.lines("answers again")).hasSize(1);
    }

    /** A store of which the first {@code reads} on whatever connection are never answered. */
    private static Xenstore silent(Xenstore store, List<String> asked, int reads) {
        return (Xenstore) Proxy.newProxyInstance(
                Xenstore.class.getClassLoader(), new Class<?>[] {Xenstore.class}, (_, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("read") || name.equals("watch")) {
                        asked.add(name);
                        if (asked.size() <= reads) {
                            throw Failures.unavailable("no answer");
                        }
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Test
    void aLostConnectionIsMadeAgainAndToldOnce() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = Publishing.of(memory, FOUR)) {
            publishing.refusing(2).with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.value("data/name")).hasValue("web1");
            assertThat(publishing.troubles).containsExactly("nobody listens", "nobody listens");
            assertThat(log.lines("cannot be used")).hasSize(1);
            assertThat(log.lines("answers again")).hasSize(1);

            publishing.refusing(1).connection().cut();
            publishing.until(() -> publishing.troubles.size() == 4);
            publishing.with("host", GuestFacts.host("web2")).settle();
            assertThat(dom0.value("data/name")).hasValue("web2");
            assertThat(publishing.lastReport().errors()).isEqualTo(4);
        }
        assertThat(log.lines("cannot be used")).hasSize(2);
        assertThat(log.lines("answers again")).hasSize(2);
    }

    @Test
    void aDaemonThatStartsAnewWithNothingGetsTheWholeTree() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = Publishing.of(memory, FOUR)) {
            publishing.with("host", GuestFacts.host("web1")).start();
            NavigableMap<String, String> before = dom0.nodes("data");
            publishing.connection().cut();
            publishing.connection().close();
            memory.resume();
            publishing.until(() -> !publishing.troubles.isEmpty() && publishing.reports.size() > 1);
            assertThat(dom0.nodes("data")).isEqualTo(before);
        }
    }

    @Test
    void commitKeysOfAPassThatWasCutOffAreWrittenByTheNext() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        try (Publishing publishing = Publishing.of(memory, FOUR)) {
            publishing.with("host", GuestFacts.host("web1")).start();
            publishing.requests.clear();
            publishing.connection().cutAfterNextChange();
            publishing.with("host", GuestFacts.host("web2", 2)).settle();
            assertThat(publishing.requests).containsExactly("data/name = web2", "data/updated = 2");
            assertThat(dom0.value("data/updated")).hasValue("2");
        }
    }

    @Test
    void keysOfAPassThatWasCutOffGoWhenTheirFactIsGoneByThen() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Dom0 dom0 = new Dom0(memory);
        Publishing publishing = Publishing.of(memory, FOUR);
        try (publishing) {
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).start();
            publishing.refusing(1).connection().cutAfterNextChange();
            publishing.with("host", GuestFacts.host("web1")).wake();
            publishing.until(() -> publishing.troubles.size() == 2);
            assertThat(dom0.value("data/rack")).hasValue("B12");
            publishing.with("host", GuestFacts.hostWithoutRack("web1")).settle();
            assertThat(dom0.value("data/rack")).isEmpty();
        }
    }

    @Test
    void stopEndsThePausesBetweenConnections() {
        Publishing publishing = Publishing.of(new MemoryStore(Toolstack.XAPI, 1), FOUR);
        publishing.refusing(Integer.MAX_VALUE).launch();
        // The pause is then well over a second.
        publishing.until(() -> publishing.troubles.size() == 4);
        assertThat(publishing.stop()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aPublisherThatIsStoppedBeforeItRunsWritesNothing() {
        MemoryStore memory = new MemoryStore(Toolstack.XAPI, 1);
        Publishing publishing = Publishing.of(memory, FOUR).with("host", GuestFacts.host("web1"));
        Duration _ = publishing.stop();
        publishing.launch();
        Duration _ = publishing.stop();
        assertThat(publishing.requests).isEmpty();
    }

    @Test
    void thePublisherGetsAroundWhileNothingHappensAndWhileThereIsNoStore() {
        Publishing publishing = Publishing.of(new MemoryStore(Toolstack.XAPI, 1), FOUR);
        try (publishing) {
            publishing.watched().with("host", GuestFacts.host("web1")).start();
            awaitMoreSignsOfLife(publishing);
            int passes = publishing.reports.size();
            awaitMoreSignsOfLife(publishing);
            assertThat(publishing.reports).as("a sign of life is no pass").hasSize(passes);
            publishing.refusing(Integer.MAX_VALUE).connection().cut();
            publishing.until(() -> publishing.troubles.size() > 3);
            awaitMoreSignsOfLife(publishing);
            assertThat(publishing.isStopped()).isFalse();
        }
        assertThat(publishing.isStopped()).isTrue();
    }

    private static void awaitMoreSignsOfLife(Publishing publishing) {
        int before = publishing.signsOfLife.get();
        publishing.until(() -> publishing.signsOfLife.get() > before + 2);
    }

    @Test
    void aPublisherThatIsStuckInTheStoreShowsNoSignOfLife() throws InterruptedException {
        CountDownLatch isStuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Publishing publishing = Publishing.of(new MemoryStore(Toolstack.XAPI, 1), FOUR)
                .telling(requests -> {
                    isStuck.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                });
        try (publishing) {
            publishing.watched().with("host", GuestFacts.host("web1")).launch();
            isStuck.await();
            int before = publishing.signsOfLife.get();
            Thread.sleep(100);
            assertThat(publishing.signsOfLife.get()).isEqualTo(before);
            release.countDown();
            awaitMoreSignsOfLife(publishing);
        }
    }
}
