package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.MemoryXenstore;
import io.xenscribe.xenstore.Toolstack;
import org.junit.jupiter.api.Test;

class StoreFactsTest {

    private final MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
    private final MemoryXenstore dom0 = memory.dom0();

    @Test
    void theHomeIsWhatTheGuestMayReadDirectlyBelowIt() throws Exception {
        dom0.write("/local/domain/1/vm/deeper", "x");
        assertThat(StoreFacts.read(memory.guest()).home())
                .containsEntry("name", "guest")
                .containsEntry("domid", "1")
                .containsEntry("data", "")
                .containsEntry("vm", "")
                .doesNotContainKeys("unique-domain-id", "deeper", "vm/deeper");
    }

    @Test
    void neitherManyNodesNorLongValuesFillTheMemory() throws Exception {
        for (int i = 0; i < 200; i++) {
            dom0.write("/local/domain/1/a" + i, "");
        }
        dom0.write("/local/domain/1/a0", "x".repeat(StoreFacts.LONGEST_VALUE + 1));
        assertThat(StoreFacts.read(memory.guest()).home())
                .hasSize(StoreFacts.MOST_NODES)
                .containsEntry("a0", "x".repeat(StoreFacts.LONGEST_VALUE));
    }

    @Test
    void equalStoresGiveEqualFacts() throws Exception {
        StoreFacts before = StoreFacts.read(memory.guest());
        memory.resume();
        assertThat(StoreFacts.read(memory.guest())).isEqualTo(before);
        memory.guest().write("data", "y");
        assertThat(StoreFacts.read(memory.guest())).isNotEqualTo(before);
    }
}
