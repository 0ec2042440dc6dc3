package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping remembers of its last evaluation shows in nothing but what the next one costs. */
class RepeatedPassTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/os_name: ${os.name}
              data/host: {value: "${os.host-name}", when: network.interfaces}
              data/free: {value: "${memory.free|kib}", quiet: true}
              data/pid: ${agent.pid}
              data/twice: ${os.uname}
              data/${os.host-name}: a
              attr/vif:
                own: true
                keys:
                  ${nic.vif}:
                    for: nic in network.interfaces
                    value: ""
                    keys:
                      ipv4/${slot}: {for: ip in nic.ipv4, slots: 2, value: "${ip.address}"}
                      same/${slot}: {for: [other in network.interfaces, ip in other.ipv6], when: other.name == nic.name, slots: 9, value: "${ip.address}"}
            commit:
              data/updated: ${agent.writes}
              data/on/${nic.name}: {for: nic in network.interfaces, value: "${nic.name}"}
            """;

    private static final Set<String> NONE = Set.of();

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void aMappingThatRemembersDoesAsOneThatIsNew(long seed) {
        Random random = new Random(seed);
        Mapping mapping = Mappings.of(MAPPING);
        Map<String, Record> facts = Guest.facts();
        Slots slots = Slots.none();
        for (int step = 0; step < 200; step++) {
            Set<String> pending = change(facts, random);
            Slots given = random.nextInt(20) == 0 ? Slots.none() : slots;

            Evaluation evaluation = mapping.evaluate(facts, pending, given);
            Evaluation fresh = Mappings.of(MAPPING).evaluate(facts, pending, given);

            assertThat(evaluation.tree().keys().values())
                    .as("seed %d step %d", seed, step)
                    .containsExactlyElementsOf(fresh.tree().keys().values());
            assertThat(evaluation.tree().owned()).isEqualTo(fresh.tree().owned());
            assertThat(evaluation.tree().paths()).isEqualTo(fresh.tree().paths());
            assertThat(evaluation.commit()).isEqualTo(fresh.commit());
            assertThat(evaluation.slots()).isEqualTo(fresh.slots());
            assertThat(evaluation.warnings()).containsExactlyInAnyOrderElementsOf(fresh.warnings());
            for (String path : List.of("data/free", "data/x", "attr/vif", "attr/vif/0/ipv4/1", "data/on", "other")) {
                assertThat(evaluation.tree().isProtected(path))
                        .isEqualTo(fresh.tree().isProtected(path));
            }
            slots = evaluation.slots();
        }
    }

    /** Changes what some collectors say; returns the pending ones. */
    private static Set<String> change(Map<String, Record> facts, Random random) {
        Set<String> pending = new HashSet<>();
        switch (random.nextInt(8)) {
            case 0 ->
                facts.put(
                        "memory",
                        new Guest.Memory(Bytes.of(9), Optional.empty(), bytes(random), Bytes.of(0), Bytes.of(0)));
            case 1 -> facts.put("network", new Guest.Network(List.of(nic(2, random), Guest.bridge(3), nic(4, random))));
            case 2 -> facts.put("os", os(random.nextBoolean() ? "twice" : "web2"));
            case 3 -> facts.remove(random.nextBoolean() ? "os" : "memory");
            case 4 -> facts.putAll(Guest.facts());
            case 5 -> pending.add(random.nextBoolean() ? "network" : "os");
            case 6 -> facts.remove("network");
            default -> facts.put("network", new Guest.Network(List.of(nic(random.nextInt(2, 4), random))));
        }
        return pending;
    }

    private static Bytes bytes(Random random) {
        return Bytes.ofKib(random.nextInt(1000));
    }

    private static Guest.Nic nic(int ifindex, Random random) {
        return Guest.nic(
                ifindex,
                ifindex - 2,
                "10.0.0." + random.nextInt(3),
                "10.0.1." + random.nextInt(3),
                "10.0.2." + random.nextInt(3),
                "fe80::" + random.nextInt(1, 3));
    }

    private static Guest.Os os(String hostName) {
        return new Guest.Os(
                Optional.empty(),
                "Debian",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "6.1",
                "x86_64",
                hostName,
                Optional.empty());
    }

    @Test
    void whatDidNotChangeIsTheSameTree() {
        Mapping mapping = Mappings.of(MAPPING);
        Map<String, Record> facts = Guest.facts();
        Evaluation first = mapping.evaluate(facts, NONE, Slots.none());
        Evaluation second = mapping.evaluate(new HashMap<>(facts), NONE, first.slots());
        assertThat(second.tree()).isSameAs(first.tree());
        assertThat(second.slots()).isSameAs(first.slots());

        facts.put("memory", Guest.memory());
        Evaluation third = mapping.evaluate(facts, NONE, first.slots());
        assertThat(third.tree()).isNotSameAs(first.tree());
        assertThat(third.tree().keys().get("attr/vif/0"))
                .isSameAs(first.tree().keys().get("attr/vif/0"));
    }
}
