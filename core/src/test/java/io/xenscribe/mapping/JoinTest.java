package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Key;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.facts.FactSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code for} with several clauses. */
class JoinTest {

    record Address(@Key String address) {}

    record Nic(@Key int ifindex, String name, Optional<Integer> vif, Optional<String> port, List<Address> addresses) {}

    record Net(List<Nic> nics) {}

    private static final String MAPPING = """
            version: 1
            keys:
              attr/vif/${vif.vif}:
                for: vif in net.nics
                keys:
                  ip/${slot}:
                    for: [nic in net.nics, ip in nic.addresses]
                    when: nic.port == vif.name
                    slots: 2
                    value: ${ip.address}
            """;

    private final Mapping mapping = mapping();
    private Slots slots = Slots.none();

    private static Mapping mapping() {
        Problems problems = new Problems();
        Node.Fields document = Mappings.fields("join.yaml", MAPPING, problems);
        Mapping read = MappingReader.read(
                List.of(document), List.of(), MappingResources.of(Map.of("net", FactSchema.of(Net.class))), problems);
        assertThat(problems.all()).isEmpty();
        return read;
    }

    private static Nic vif(int number, String... addresses) {
        return nic(number + 2, "enX" + number, Optional.of(number), "enX" + number, addresses);
    }

    private static Nic bridge(String port, String... addresses) {
        return nic(9, "br0", Optional.empty(), port, addresses);
    }

    private static Nic nic(int ifindex, String name, Optional<Integer> vif, String port, String... addresses) {
        return new Nic(
                ifindex,
                name,
                vif,
                Optional.of(port),
                List.of(addresses).stream().map(Address::new).toList());
    }

    private Evaluation evaluate(Nic... nics) {
        Evaluation evaluation = mapping.evaluate(Map.of("net", new Net(List.of(nics))), Set.of(), slots);
        slots = evaluation.slots();
        return evaluation;
    }

    private Map<String, String> keys(Nic... nics) {
        return Mappings.values(evaluate(nics));
    }

    @Test
    void elementsThatBelongTogetherMeet() {
        assertThat(keys(vif(0, "a"), vif(1), bridge("enX1", "b", "c")))
                .containsExactly(
                        Map.entry("attr/vif/0/ip/0", "a"),
                        Map.entry("attr/vif/1/ip/0", "b"),
                        Map.entry("attr/vif/1/ip/1", "c"));
    }

    @Test
    void anAddressThatMovesToABridgeKeepsItsNumber() {
        keys(vif(0, "a", "b"));
        assertThat(keys(vif(0, "a"), bridge("enX0", "b"))).containsEntry("attr/vif/0/ip/1", "b");
        assertThat(keys(vif(0), bridge("enX0", "a", "b")))
                .containsEntry("attr/vif/0/ip/0", "a")
                .containsEntry("attr/vif/0/ip/1", "b");
    }

    @Test
    void whatIsFoundByTwoWaysIsThereOnce() {
        Evaluation evaluation = evaluate(vif(0, "fe80::1"), bridge("enX0", "fe80::1", "b"));
        assertThat(Mappings.values(evaluation))
                .containsExactly(Map.entry("attr/vif/0/ip/0", "fe80::1"), Map.entry("attr/vif/0/ip/1", "b"));
        assertThat(evaluation.warnings()).isEmpty();
    }

    @Test
    void slotsCountTheWholeJoin() {
        Evaluation evaluation = evaluate(vif(0, "a"), bridge("enX0", "b", "c"));
        assertThat(Mappings.values(evaluation)).containsOnlyKeys("attr/vif/0/ip/0", "attr/vif/0/ip/1");
        assertThat(evaluation.warnings())
                .extracting(Warning::text)
                .containsExactly("attr/vif/0/ip/${slot}: 1 of 3 left out, there are 2 slots (join.yaml:6)");
    }

    @Test
    void numbersAreFoundAgainInTheStore() {
        Map<String, Record> facts = Map.of("net", new Net(List.of(vif(0, "a"), bridge("enX0", "b"))));
        Slots recovered = mapping.recoverSlots(facts, Map.of("attr/vif/0/ip/1", "a", "attr/vif/0/ip/0", "b"));
        assertThat(recovered.scopes()).containsEntry("attr/vif/0/ip/${slot}", Map.of("a", 0, "b", 1));
    }

    @Test
    void someElementsMayComeBeforeOthers() {
        Mapping mapping = Mappings.ofKeys("""
                ip/${slot}:
                  for: [nic in network.interfaces, ip in nic.ipv6]
                  slots: 4
                  first: ip.scope == 'global'
                  value: ${ip.address}
                """);
        Map<String, Record> facts = Guest.network(
                Guest.nic(2, 0, "fe80::1", "fe80::2"), Guest.nic(3, 1, "2001:db8::1", "fe80::3", "2001:db8::2"));
        assertThat(Mappings.values(mapping.evaluate(facts, Set.of(), Slots.none())))
                .containsExactly(
                        Map.entry("ip/0", "2001:db8::1"),
                        Map.entry("ip/1", "2001:db8::2"),
                        Map.entry("ip/2", "fe80::1"),
                        Map.entry("ip/3", "fe80::2"));
    }
}
