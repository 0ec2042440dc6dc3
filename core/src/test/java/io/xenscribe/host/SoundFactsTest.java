package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.publish.FactSnapshot;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What they are without descriptors is tested where the process may end: ExhaustionTest and the testbed's DescriptorsTest. */
class SoundFactsTest {

    record Facts(String text) {}

    @Test
    void newsAreSeenAndWithoutNewsItIsTheSameObject() {
        FactBoard board = new FactBoard(() -> {});
        board.expect("late");
        SoundFacts facts = new SoundFacts(board);
        board.put("host", new Facts("web1"));

        FactSnapshot first = facts.get();
        assertThat(first.facts()).containsOnlyKeys("host");
        assertThat(first.pending()).isEqualTo(Set.of("late"));
        assertThat(facts.get()).isSameAs(first);

        board.put("host", new Facts("web2"));
        board.settle("late");
        assertThat(facts.get().facts()).containsValue(new Facts("web2"));
        assertThat(facts.get().pending()).isEmpty();
    }
}
