package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.plugin.disks.Errands.Errand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ErrandsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void eachHasItsResult() throws Exception {
        Errands errands = new Errands(LONG);
        Errand<String> one = errands.prepare("one", () -> "1");
        Errand<String> two = errands.prepare("two", () -> "2");
        assertThat(one.result()).isEmpty();

        errands.run();

        assertThat(one.result()).contains("1");
        assertThat(two.result()).contains("2");
    }

    @Test
    void aFailureIsNoResultAndSpoilsNothing() throws Exception {
        Errands errands = new Errands(LONG);
        Errand<String> bad = errands.prepare("disk", () -> {
            throw new IOException("no");
        });
        Errand<String> good = errands.prepare("other", () -> "answer");
        errands.run();
        assertThat(bad.result()).isEmpty();
        assertThat(good.result()).contains("answer");

        assertThat(ask(errands, "disk")).contains("answer");
    }

    @Test
    void whoDoesNotAnswerIsAskedOnceAndAgainOnceItIsBackAndTheOthersGoOn() throws Exception {
        Errands errands = new Errands(SHORT);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            Errand<String> before = errands.prepare("before", () -> "answer");
            Errand<String> dead = errands.prepare("dead", () -> {
                calls.incrementAndGet();
                threads.add(Thread.currentThread());
                answer.await();
                return "late";
            });
            Errand<String> after = errands.prepare("after", () -> "answer");
            errands.run();
            assertThat(before.result()).contains("answer");
            assertThat(dead.result()).isEmpty();
            assertThat(after.result()).contains("answer");
        }
        assertThat(calls).hasValue(1);
        assertThat(threads.get(0).isDaemon()).isTrue();

        answer.countDown();
        threads.get(0).join();
        assertThat(ask(errands, "dead")).contains("answer");
    }

    @Test
    void manyThatDoNotAnswerAreTheLast() throws Exception {
        Errands errands = new Errands(Duration.ofMillis(20));
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        try {
            for (int i = 0; i < 3 * Errands.MOST_AWAY; i++) {
                errands.prepare("dead " + i, () -> {
                    calls.incrementAndGet();
                    answer.await();
                    return "late";
                });
            }
            errands.run();
            Errand<String> refused = errands.prepare("alive", () -> "answer");
            errands.run();
            assertThat(refused.result()).isEmpty();
            assertThat(calls).hasValueLessThanOrEqualTo(Errands.MOST_AWAY);
        } finally {
            answer.countDown();
        }
    }

    private static Optional<String> ask(Errands errands, String object) throws InterruptedException {
        Errand<String> errand = errands.prepare(object, () -> "answer");
        errands.run();
        return errand.result();
    }
}
