package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FactBoardTest {

    private record Memory(long free) {}

    private record Liar(int n) {
        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("never equal");
        }

        @Override
        public int hashCode() {
            return Objects.hash(n);
        }
    }

    private final AtomicInteger told = new AtomicInteger();
    private final FactBoard board = new FactBoard(told::incrementAndGet);

    @Test
    void theNewestFactsOfEachCollectorAreSeenInTheOrderOfNames() {
        board.publish("os", new Memory(3));
        board.publish("memory", new Memory(1));
        board.publish("memory", new Memory(2));

        assertThat(board.snapshot().records())
                .containsExactly(Map.entry("memory", new Memory(2)), Map.entry("os", new Memory(3)));
    }

    @Test
    void equalFactsAreNoChange() {
        assertThat(board.publish("memory", new Memory(1))).isTrue();
        FactBoard.Facts before = board.snapshot();

        assertThat(board.publish("memory", new Memory(1))).isFalse();

        assertThat(told).hasValue(1);
        assertThat(board.snapshot()).isSameAs(before);
    }

    @Test
    void aFloodIsHeardOnceBetweenTwoLooks() {
        for (int i = 0; i < 1000; i++) {
            board.publish("memory", new Memory(i));
        }
        assertThat(told).hasValue(1);
        assertThat(board.snapshot().records()).containsEntry("memory", new Memory(999));

        board.publish("memory", new Memory(5));
        assertThat(told).hasValue(2);
    }

    @Test
    void aSnapshotStaysAsItWas() {
        board.publish("memory", new Memory(1));
        FactBoard.Facts before = board.snapshot();
        board.publish("memory", new Memory(2));

        assertThat(before.records()).containsEntry("memory", new Memory(1));
        assertThatThrownBy(() -> before.records().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whoIsExpectedIsPendingUntilFactsOrNoneCome() {
        board.expect("memory");
        board.expect("os");
        assertThat(board.snapshot().pending()).containsExactlyInAnyOrder("memory", "os");

        board.publish("memory", new Memory(1));
        board.settle("os");

        assertThat(board.snapshot().pending()).isEmpty();
        board.expect("memory");
        assertThat(board.snapshot().pending()).as("facts are there already").isEmpty();
    }

    @Test
    void settlingWakesTheReader() {
        board.expect("os");
        board.settle("os");
        assertThat(told).hasValue(1);
        board.snapshot();
        board.settle("os");
        assertThat(told).hasValue(1);
    }

    @Test
    void aRemovedCollectorsFactsAreGone() {
        board.publish("memory", new Memory(1));
        board.snapshot();

        board.remove("memory");

        assertThat(told).hasValue(2);
        assertThat(board.snapshot().records()).isEmpty();
    }

    @Test
    void factsThatCannotBeComparedAreTheirPublishersTrouble() {
        Liar first = new Liar(1);
        board.publish("liar", first);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.publish("liar", new Liar(2)))
                .withMessage("the facts cannot be compared: IllegalStateException: never equal");

        assertThat(board.snapshot().records().get("liar")).isSameAs(first);
    }

    /** The reader sleeps between looks as the publisher does: a change that it is not told of would stay unseen. */
    @Test
    void noChangeIsEverMissed() throws InterruptedException {
        AtomicInteger wakes = new AtomicInteger();
        Object bell = new Object();
        FactBoard flooded = new FactBoard(() -> {
            synchronized (bell) {
                wakes.incrementAndGet();
                bell.notifyAll();
            }
        });
        int last = 200_000;
        CountDownLatch seen = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            int heard = 0;
            while (seen.getCount() > 0) {
                synchronized (bell) {
                    while (wakes.get() == heard) {
                        try {
                            bell.wait();
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                    heard = wakes.get();
                }
                if (new Memory(last).equals(flooded.snapshot().records().get("memory"))) {
                    seen.countDown();
                }
            }
        });

        for (int i = 0; i <= last; i++) {
            flooded.publish("memory", new Memory(i));
        }

        assertThat(seen.await(10, TimeUnit.SECONDS))
                .as("the last change is seen")
                .isTrue();
        assertThat(wakes.get()).as("wake-ups").isLessThan(last);
        reader.join();
    }
}
