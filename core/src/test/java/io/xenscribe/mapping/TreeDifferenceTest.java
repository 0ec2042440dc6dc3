package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeDifferenceTest {

    private final Mapping mapping = XcpNgMappingTest.mapping();
    private final NavigableMap<String, String> store = new TreeMap<>();
    private final Set<String> ours = new HashSet<>();
    private Slots slots = Slots.none();

    /** What Xenstore does: parents come by themselves, and a removal takes all that is below. */
    private static void apply(List<Change> changes, NavigableMap<String, String> store) {
        for (Change change : changes) {
            if (change instanceof Change.Write write) {
                for (String above = PathRules.parent(change.path());
                        !above.isEmpty();
                        above = PathRules.parent(above)) {
                    store.putIfAbsent(above, "");
                }
                store.put(write.path(), write.key().value());
            } else {
                store.subMap(change.path() + "/", true, change.path() + "0", false)
                        .clear();
                store.remove(change.path());
            }
        }
    }

    private List<String> step(Map<String, ? extends Record> facts, Set<String> pending) {
        Evaluation evaluation = mapping.evaluate(facts, pending, slots);
        slots = evaluation.slots();
        List<Change> changes = evaluation.tree().diff(store, ours);
        apply(changes, store);
        ours.addAll(evaluation.tree().paths());
        assertThat(evaluation.tree().diff(store, ours)).isEmpty();
        return shown(changes);
    }

    private List<String> network(Guest.Nic... interfaces) {
        Map<String, Record> facts = new LinkedHashMap<>(Guest.facts());
        facts.putAll(Guest.network(interfaces));
        return step(facts, Set.of());
    }

    private static List<String> shown(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(
                    change instanceof Change.Write write
                            ? write.path() + " = " + write.key().value()
                            : "rm " + change.path());
        }
        return lines;
    }

    @Test
    void writesOnlyWhatIsMissingOrDifferent() {
        assertThat(network(Guest.nic(2, 0, "10.0.0.1")))
                .startsWith("data/os_distro = debian")
                .contains("attr/vif/0 = ", "attr/vif/0/ipv4/0 = 10.0.0.1")
                .endsWith("control/feature-balloon = 1");
        assertThat(network(Guest.nic(2, 0, "10.0.0.1"))).isEmpty();
        assertThat(network(Guest.nic(2, 0, "10.0.0.2"))).containsExactly("attr/vif/0/ipv4/0 = 10.0.0.2");
        store.put("data/os_name", "somebody else's");
        assertThat(network(Guest.nic(2, 0, "10.0.0.2")))
                .containsExactly("data/os_name = Debian GNU/Linux 12 (bookworm)");
    }

    @Test
    void removesAtTheHighestPlaceUnderWhichNothingIsWanted() {
        network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.2", "fe80::1"), Guest.nic(3, 1, "10.0.1.1", "fe80::2"));
        assertThat(network(Guest.nic(2, 0, "10.0.0.1", "fe80::1"), Guest.nic(3, 1, "10.0.1.1", "fe80::2")))
                .containsExactly("rm attr/vif/0/ipv4/1");
        assertThat(network(Guest.nic(2, 0, "fe80::1"), Guest.nic(3, 1, "10.0.1.1", "fe80::2")))
                .containsExactly("rm attr/vif/0/ipv4");
        assertThat(network(Guest.nic(2, 0, "fe80::1"))).containsExactly("rm attr/vif/1");
        assertThat(network()).containsExactly("rm attr/vif/0");
        assertThat(store).containsKey("attr/vif").doesNotContainKey("attr/vif/0");
    }

    @Test
    void theOtherAgentsKeysBelowAnOwnedPathGo() {
        store.put("attr", "");
        store.put("attr/vif", "");
        store.put("attr/vif/7", "");
        store.put("attr/vif/7/ipv4", "");
        store.put("attr/vif/7/ipv4/0", "10.9.9.9");
        store.put("attr/eth0/ip", "10.9.9.9");
        assertThat(network(Guest.nic(2, 0, "10.0.0.1"))).contains("rm attr/vif/7");
        assertThat(store).containsEntry("attr/eth0/ip", "10.9.9.9");
    }

    @Test
    void anAddressThatChangesPlacesIsOneUnitWithRemovalsFirst() {
        network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.2", "10.0.0.3"), Guest.nic(3, 1, "10.0.1.1"));
        Evaluation evaluation = mapping.evaluate(
                with(Guest.nic(2, 0, "10.0.0.3", "10.0.0.1"), Guest.nic(3, 1, "10.0.1.2")), Set.of(), slots);
        List<Change> changes = evaluation.tree().diff(store, ours);

        assertThat(shown(changes))
                .containsExactly(
                        "rm attr/vif/0/ipv4/2",
                        "attr/vif/0/ipv4/0 = 10.0.0.3",
                        "attr/vif/0/ipv4/1 = 10.0.0.1",
                        "attr/vif/1/ipv4/0 = 10.0.1.2");
        assertThat(changes)
                .extracting(Change::unit)
                .containsExactly("attr/vif/0", "attr/vif/0", "attr/vif/0", "attr/vif/1");
    }

    private static Map<String, Record> with(Guest.Nic... interfaces) {
        Map<String, Record> facts = new LinkedHashMap<>(Guest.facts());
        facts.putAll(Guest.network(interfaces));
        return facts;
    }

    @Test
    void aRemovalComesAfterTheWritesThatItsNeighboursOrderPutsBefore() {
        network(Guest.nic(2, 0, "10.0.0.1"), Guest.nic(3, 1));
        Map<String, Record> facts = with(Guest.nic(2, 0, "10.0.0.1"));
        facts.remove("os");
        store.put("data/os_name", "gone");
        facts.put(
                "memory", new Guest.Memory(Bytes.ofKib(4), Optional.empty(), Bytes.ofKib(1), Bytes.of(0), Bytes.of(0)));
        List<String> changes = step(facts, Set.of());
        assertThat(changes).containsSubsequence("data/meminfo_total = 4", "rm data/os_name", "rm attr/vif/1");
    }

    @Test
    void nothingGoesThatMayStillCome() {
        network(Guest.nic(2, 0, "10.0.0.1"), Guest.nic(3, 1, "10.0.1.1"));
        Map<String, String> before = new TreeMap<>(store);
        assertThat(step(Map.of(), Set.of("network", "os", "memory", "vendor", "agent")))
                .isEmpty();
        assertThat(store).isEqualTo(before);
        assertThat(step(Map.of("os", Guest.os()), Set.of("network", "memory", "vendor")))
                .isEmpty();
        assertThat(step(Map.of("os", Guest.os()), Set.of("memory", "vendor", "agent")))
                .containsExactly("rm attr/vif/0", "rm attr/vif/1");
    }

    @Test
    void ofOnesOwnKeysOutsideOwnedPathsOnlyThoseGoThatNoRuleGives() {
        store.put("data", "");
        store.put("data/rack", "B12");
        store.put("data/foreign", "x");
        store.put("data/updated", "yesterday");
        store.put("data/service", "");
        store.put("data/service/web", "ours");
        store.put("data/service/web/foreign", "x");
        ours.addAll(Set.of("data/rack", "data/updated", "data/service/web", "data/absent"));
        List<String> changes = network(Guest.nic(2, 0));

        assertThat(changes)
                .contains("rm data/rack")
                .filteredOn(change -> change.startsWith("rm"))
                .hasSize(1);
        assertThat(store).containsKeys("data/foreign", "data/updated", "data/service/web/foreign");
    }

    @Test
    void withdrawingRemovesWhatIsOursAndNothingElse() {
        store.put("data/foreign", "x");
        network(Guest.nic(2, 0, "10.0.0.1"), Guest.nic(3, 1, "fe80::1"));
        store.put("attr/vif/0/foreign", "x");
        apply(KeyTree.empty().diff(store, ours), store);
        store.values().removeIf(String::isEmpty);
        assertThat(store).containsOnlyKeys("data/foreign", "attr/vif/0/foreign");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void appliedItGivesWhatIsWantedAndTwiceItGivesNothing(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            if (random.nextInt(5) == 0) {
                store.put("attr", "");
                store.put("attr/vif", "");
                store.put("attr/vif/" + random.nextInt(9), "");
                store.put("data/foreign" + random.nextInt(3), "x");
            }
            Map<String, Record> facts = with(interfaces(random));
            if (random.nextBoolean()) {
                facts.remove(List.of("os", "memory").get(random.nextInt(2)));
            }
            Map<String, String> foreign = new TreeMap<>(store.subMap("data/foreign", "data/foreign9"));
            step(facts, Set.of());

            Map<String, String> wanted = Mappings.values(mapping.evaluate(facts, Set.of(), slots));
            Map<String, String> values = new TreeMap<>(store);
            values.keySet().removeAll(foreign.keySet());
            values.keySet().removeIf(path -> isDirectory(path, wanted));
            assertThat(values).isEqualTo(wanted);
            assertThat(store).containsAllEntriesOf(foreign);
        }
    }

    /** Above something wanted, or a directory outside owned paths that an earlier round left empty. */
    private boolean isDirectory(String path, Map<String, String> wanted) {
        return !wanted.containsKey(path)
                && (Set.of("data", "attr", "attr/vif", "attr/PVAddons", "control")
                                .contains(path)
                        || wanted.keySet().stream().anyMatch(key -> PathRules.isBelow(key, path)));
    }

    private static Guest.Nic[] interfaces(Random random) {
        List<Guest.Nic> interfaces = new ArrayList<>();
        for (int vif = 0; vif < 4; vif++) {
            if (random.nextInt(3) > 0) {
                Set<String> addresses = new LinkedHashSet<>();
                for (int i = random.nextInt(20); i > 0; i--) {
                    addresses.add((random.nextBoolean() ? "10.0." + vif + "." : "fe80::") + random.nextInt(1, 30));
                }
                interfaces.add(Guest.nic(vif + 2, vif, addresses.toArray(new String[0])));
            }
        }
        return interfaces.toArray(new Guest.Nic[0]);
    }
}
