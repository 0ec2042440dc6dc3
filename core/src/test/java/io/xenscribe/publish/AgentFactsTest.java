package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.xenstore.MemoryStore;
import io.xenscribe.xenstore.Toolstack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent's own facts in ordinary keys. */
@Timeout(60)
class AgentFactsTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/name: ${host.name}
              data/uptime: ${agent.uptime}
              data/writes: ${agent.writes}
              control/feature-balloon: {value: 1, optional: true}
            """;

    private final MemoryStore memory = new MemoryStore(Toolstack.XL, 1);
    private final Dom0 dom0 = new Dom0(memory);

    @Test
    void areNoDifferenceByThemselvesButComeAlong() {
        try (Publishing publishing = Publishing.of(memory, MAPPING)) {
            publishing.with("host", GuestFacts.host("web1")).start();
            assertThat(dom0.value("data/writes")).hasValue("0");
            dom0.forget();

            publishing.settle();
            publishing.with("host", GuestFacts.host("web1", 9)).settle();
            assertThat(dom0.events()).isEmpty();

            publishing.with("host", GuestFacts.host("web2")).settle();
            assertThat(dom0.events()).containsExactly("data/name", "data/uptime", "data/writes");
            assertThat(dom0.value("data/writes")).hasValue("3");
        }
    }

    @Test
    void causeNoPass() {
        try (Publishing publishing = Publishing.of(memory, MAPPING)) {
            publishing.with("host", GuestFacts.host("web1")).start();
            publishing.with("host", GuestFacts.host("web2")).settle();
            publishing.with("host", GuestFacts.host("web3")).settle();
            assertThat(publishing.reports).hasSize(3);
        }
    }
}
