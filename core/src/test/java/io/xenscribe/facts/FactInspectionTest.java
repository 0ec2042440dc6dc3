package io.xenscribe.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactInspectionTest {

    record Item(String name, Optional<Bytes> size) {}

    record Facts(List<Item> items, List<String> words, Map<String, String> texts, Optional<Item> best, long count) {}

    record Liar(String text, int number) {
        @Override
        public String text() {
            throw new IllegalStateException("odd");
        }
    }

    private static final Item DISK = new Item("a", Optional.of(Bytes.of(5)));

    private static FactInspection.Result inspect(Record record) {
        return FactInspection.of(record, FactSchema.of(record.getClass()), "odd");
    }

    @Test
    void whatCannotChangeIsTheSameObject() {
        Facts good = new Facts(List.of(DISK), List.of(), Map.of(), Optional.of(DISK), 1);

        assertThat(inspect(good).record()).isSameAs(good);
        assertThat(inspect(good).remarks()).isEmpty();
    }

    @Test
    void whatCanChangeIsCopied() {
        List<Item> items = new ArrayList<>(List.of(DISK));
        Map<String, String> texts = new HashMap<>(Map.of("a", "b"));
        Facts facts = new Facts(items, new ArrayList<>(List.of("w")), texts, Optional.empty(), 1);

        Record kept = inspect(facts).record();
        items.clear();
        texts.clear();

        assertThat(kept).isEqualTo(new Facts(List.of(DISK), List.of("w"), Map.of("a", "b"), Optional.empty(), 1));
    }

    @Test
    void anAccessorThatThrowsIsNamedAndCostsOnlyItsFact() {
        FactInspection.Result result = inspect(new Liar("a", 1));

        assertThat(result.remarks())
                .containsExactly("odd.text throws java.lang.IllegalStateException; it counts as absent");
    }

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"}) // What a careless plugin does.
    void whatIsNullIsNamed() {
        FactInspection.Result result = inspect(new Facts(null, List.of(), Map.of(), null, 1));

        assertThat(result.remarks())
                .containsExactly("odd.items is null; it counts as absent", "odd.best is null; it counts as absent");
        assertThatThrownBy(() -> inspect(facts(Arrays.asList(DISK, null)))).hasMessage("odd.items[1] is null");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> inspect(facts(Collections.nCopies(100_000, DISK))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("odd.items has more than 10000 elements, the most that a fact may have");
        assertThatThrownBy(() -> inspect(new Liar2("x".repeat(1 << 20))))
                .hasMessage("odd.text has 1048576 characters; 65536 is the most that a fact may have");
        assertThatThrownBy(() -> inspect(new Many(
                        Collections.nCopies(9_000, DISK),
                        Collections.nCopies(9_000, DISK),
                        Collections.nCopies(9_000, DISK),
                        Collections.nCopies(9_000, DISK))))
                .hasMessage("the facts have more than 100000 values");
    }

    record Liar2(String text) {}

    record Many(List<Item> a, List<Item> b, List<Item> c, List<Item> d) {}

    @Test
    void aListWithoutAnEndIsRefused() {
        List<Item> endless = new AbstractList<>() {
            @Override
            public Item get(int index) {
                return DISK;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThatThrownBy(() -> inspect(facts(endless))).hasMessageContaining("more than 10000 elements");
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // Generics can be cheated.
    void whatIsSomethingElseIsRefused() {
        List cheated = List.of("text");

        assertThatThrownBy(() -> inspect(facts(cheated)))
                .hasMessage("odd.items holds a java.lang.String instead of a " + Item.class.getName());
    }

    private static Facts facts(List<Item> items) {
        return new Facts(items, List.of(), Map.of(), Optional.empty(), 1);
    }
}
