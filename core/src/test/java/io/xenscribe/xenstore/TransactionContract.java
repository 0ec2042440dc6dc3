package io.xenscribe.xenstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transactions: all or nothing, and again when others were faster. */
interface TransactionContract extends ContractStores {

    @Test
    default void aTransactionIsSeenWholeOrNotAtAll() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/old", "1");
            String result = guest.transaction(tree -> {
                tree.write("data/t/a", "1");
                tree.remove("data/t/old");
                assertThat(tree.read("data/t/a")).hasValue("1");
                assertThat(tree.read("data/t/old")).isEmpty();
                assertThat(dom0.read(home() + "/data/t/a")).isEmpty();
                assertThat(dom0.read(home() + "/data/t/old")).hasValue("1");
                assertThat(tree.perform(List.of(new Request.Write("data/t/b", "2"), new Request.Read("data/t/a"))))
                        .containsExactly(new Outcome.Done(), new Outcome.Value("1"));
                return "result";
            });
            assertThat(result).isEqualTo("result");
            assertThat(dom0.list(home() + "/data/t")).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    default void aTransactionThatFailsChangesNothing() throws IOException {
        try (Xenstore guest = guest()) {
            List<StoreTree> kept = new ArrayList<>();
            assertThatThrownBy(() -> guest.transaction(tree -> {
                        kept.add(tree);
                        tree.write("data/t/a", "1");
                        throw new IllegalArgumentException("the work's own");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(ContractStores.refusal(() -> guest.transaction(tree -> {
                        tree.write("data/t/a", "1");
                        tree.write("/x", "1");
                        return "";
                    })))
                    .isEqualTo(StoreError.EACCES);
            assertThat(guest.read("data/t/a")).isEmpty();
            assertThatThrownBy(() -> kept.getFirst().read("data/t/a")).isInstanceOf(IllegalStateException.class);
            for (int i = 0; i < 30; i++) { // More than a daemon keeps open for a guest.
                assertThat(catchThrowableOfType(
                                IllegalArgumentException.class,
                                () -> guest.transaction(_ -> {
                                    throw new IllegalArgumentException();
                                })))
                        .isNotNull();
            }
            assertThat(guest.<String>transaction(_ -> "still")).isEqualTo("still");
        }
    }

    @Test
    default void aTransactionStartsOverWhenOthersChangedWhatItSaw() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/x", "0");
            AtomicInteger runs = new AtomicInteger();
            String seen = guest.transaction(tree -> {
                String value = tree.read("data/t/x").orElseThrow();
                if (runs.incrementAndGet() == 1) {
                    dom0.write(home() + "/data/t/x", "theirs");
                }
                tree.write("data/t/x", value + " and mine");
                return value;
            });
            assertThat(runs).hasValue(2);
            assertThat(seen).isEqualTo("theirs");
            assertThat(guest.read("data/t/x")).hasValue("theirs and mine");
        }
    }

    @Test
    default void aTransactionGivesUpInTheEnd() throws IOException {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/x", "0");
            AtomicInteger runs = new AtomicInteger();
            assertThat(ContractStores.refusal(() -> guest.transaction(tree -> {
                        String value = tree.read("data/t/x").orElseThrow();
                        dom0.write(home() + "/data/t/x", "theirs " + runs.incrementAndGet());
                        tree.write("data/t/x", value + " and mine");
                        return value;
                    })))
                    .isEqualTo(StoreError.EAGAIN);
            assertThat(runs).hasValueBetween(2, 50);
        }
    }

    @Test
    default void transactionsDoNotNest() throws IOException {
        try (Xenstore guest = guest()) {
            assertThat(ContractStores.refusal(() -> guest.transaction(_ -> guest.<String>transaction(_ -> ""))))
                    .isEqualTo(StoreError.EBUSY);
            assertThat(guest.<String>transaction(_ -> "later")).isEqualTo("later");
        }
    }

    @Test
    default void aTransactionIsToldAtItsCommit() throws Exception {
        try (Xenstore guest = guest();
                Xenstore dom0 = dom0()) {
            guest.write("data/t/a", "0");
            dom0.write(home() + "/cpu/many", "0");
            Told told = new Told(dom0);
            Told other = new Told(dom0);
            try (Xenstore.Watch _ = dom0.watch(home() + "/data/t", told);
                    Xenstore.Watch _ = dom0.watch(home() + "/cpu/many", other)) {
                other.untilExactly(home() + "/cpu/many");
                told.forget();
                String _ = guest.transaction(tree -> {
                    tree.write("data/t/a", "1");
                    other.forget();
                    dom0.write(home() + "/cpu/many", "told at once");
                    other.untilExactly(home() + "/cpu/many");
                    assertThat(told.paths()).isEmpty();
                    return "";
                });
                told.untilExactly(home() + "/data/t/a");
            }
        }
    }
}
