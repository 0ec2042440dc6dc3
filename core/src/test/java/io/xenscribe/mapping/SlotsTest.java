package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotsTest {

    private static final String KEYS = """
            attr/vif:
              own: true
              keys:
                ${nic.vif}:
                  for: nic in network.interfaces
                  keys:
                    ipv4/${slot}: {for: ip in nic.ipv4, slots: 4, value: "${ip.address}"}
            """;

    private final Mapping mapping = Mappings.ofKeys(KEYS);
    private Slots slots = Slots.none();

    private Map<String, String> step(String... addresses) {
        Evaluation evaluation = mapping.evaluate(Guest.network(Guest.nic(2, 0, addresses)), Set.of(), slots);
        slots = evaluation.slots();
        return Mappings.values(evaluation);
    }

    private static Map.Entry<String, String> ip(int slot, String address) {
        return entry("attr/vif/0/ipv4/" + slot, address);
    }

    @Test
    void anAddressKeepsItsNumberWhileItLives() {
        assertThat(step("10.0.0.1", "10.0.0.2", "10.0.0.3"))
                .containsOnly(ip(0, "10.0.0.1"), ip(1, "10.0.0.2"), ip(2, "10.0.0.3"));
        assertThat(step("10.0.0.1", "10.0.0.3")).containsOnly(ip(0, "10.0.0.1"), ip(2, "10.0.0.3"));
        assertThat(step("10.0.0.1", "10.0.0.3", "10.0.0.4", "10.0.0.5"))
                .containsOnly(ip(0, "10.0.0.1"), ip(1, "10.0.0.4"), ip(2, "10.0.0.3"), ip(3, "10.0.0.5"));
    }

    @Test
    void theFirstHasTheLowestNumberAndTheDisplacedOneTheLowestFree() {
        step("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(step("10.0.0.3", "10.0.0.1", "10.0.0.2"))
                .containsOnly(ip(0, "10.0.0.3"), ip(1, "10.0.0.2"), ip(2, "10.0.0.1"));
        assertThat(step("10.0.0.9", "10.0.0.8", "10.0.0.3", "10.0.0.2"))
                .containsOnly(ip(0, "10.0.0.9"), ip(1, "10.0.0.2"), ip(2, "10.0.0.3"), ip(3, "10.0.0.8"));
    }

    @Test
    void beyondTheNumberOfSlotsIsOneWarningThatStaysTheSame() {
        Evaluation evaluation = mapping.evaluate(
                Guest.network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6")),
                Set.of(),
                Slots.none());
        assertThat(Mappings.values(evaluation))
                .containsOnly(ip(0, "10.0.0.1"), ip(1, "10.0.0.2"), ip(2, "10.0.0.3"), ip(3, "10.0.0.4"));
        assertThat(evaluation.warnings())
                .containsExactly(new Warning(
                        "slots attr/vif/0/ipv4/${slot}",
                        "attr/vif/0/ipv4/${slot}: 2 of 6 left out, there are 4 slots (test.yaml:9)"));
    }

    @Test
    void onlyElementsThatTheConditionLetsThroughCount() {
        Mapping global = Mappings.ofKeys("""
                data/${nic.vif}/${slot}:
                  for: nic in network.interfaces
                  slots: 2
                  when: nic.ipv4
                  value: ${nic.name}
                """);
        Evaluation evaluation = global.evaluate(
                Guest.network(Guest.nic(2, 0), Guest.nic(3, 1, "10.0.0.1"), Guest.nic(4, 2, "10.0.0.2")),
                Set.of(),
                Slots.none());
        assertThat(evaluation.warnings()).isEmpty();
        assertThat(Mappings.values(evaluation)).containsOnly(entry("data/1/0", "enX3"), entry("data/2/1", "enX4"));
    }

    @Test
    void oneThatIsInTheListTwiceHasOneNumber() {
        Evaluation evaluation = mapping.evaluate(
                Guest.network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.1", "10.0.0.2")), Set.of(), Slots.none());
        assertThat(Mappings.values(evaluation)).containsOnly(ip(0, "10.0.0.1"), ip(1, "10.0.0.2"));
        assertThat(evaluation.warnings()).hasSize(1);
    }

    @Test
    void elementsThatCanChangePlacesAreOneUnit() {
        Evaluation evaluation = Mappings.ofKeys(
                        "data/nics/${slot}: {for: n in network.interfaces, slots: 3, value: \"${n.name}\", keys: {mac: \"${n.mac}\"}}")
                .evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(evaluation.tree().keys().values())
                .hasSize(6)
                .extracting(Key::unit)
                .containsOnly("data/nics");
    }

    @Test
    void numbersSurviveARestart() {
        step("10.0.0.1", "10.0.0.2", "10.0.0.3");
        step("10.0.0.1", "10.0.0.3");
        JsonWriter json = new JsonWriter();
        slots.write(json);
        Problems problems = new Problems();
        Node read = Mappings.fields("published.json", json.toString(), problems);

        assertThat(Slots.read(read)).isEqualTo(slots);
        assertThat(problems.all()).isEmpty();
        assertThat(json.toString()).isEqualTo("""
                        {
                          "attr/vif/0/ipv4/${slot}": {
                            "10.0.0.1": 0,
                            "10.0.0.3": 2
                          }
                        }""");
    }

    @Test
    void numbersOfFactsToComeAreKept() {
        step("10.0.0.1", "10.0.0.2");
        step("10.0.0.2");
        Slots before = slots;
        slots = mapping.evaluate(Map.of(), Set.of("network"), slots).slots();
        assertThat(slots).isEqualTo(before);
        assertThat(mapping.evaluate(Map.of(), Set.of(), slots).slots()).isEqualTo(Slots.none());
    }

    @Test
    void withoutARecordNumbersAreFoundByTheirValues() {
        Map<String, String> held =
                Map.of("attr/vif/0", "", "attr/vif/0/ipv4/0", "10.0.0.1", "attr/vif/0/ipv4/3", "10.0.0.3");
        slots = mapping.recoverSlots(Guest.network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.2", "10.0.0.3")), held);
        assertThat(slots.in("attr/vif/0/ipv4/${slot}"))
                .containsOnly(entry("10.0.0.1", 0), entry("10.0.0.2", 1), entry("10.0.0.3", 3));
        // The first address of the list has number 0 whatever the store says.
        slots = mapping.recoverSlots(Guest.network(Guest.nic(2, 0, "10.0.0.3", "10.0.0.1")), held);
        assertThat(slots.in("attr/vif/0/ipv4/${slot}")).containsOnly(entry("10.0.0.3", 0), entry("10.0.0.1", 1));
    }

    @Test
    void whatIsNoSlotNumberIsFoundAnew() {
        Problems problems = new Problems();
        slots = Slots.read(Mappings.fields(
                "published.json",
                "{\"attr/vif/0/ipv4/${slot}\": {\"10.0.0.1\": 9999999999, \"10.0.0.2\": 77, \"10.0.0.3\": \"x\","
                        + " \"10.0.0.4\": 2, \"10.0.0.5\": 2}, \"other\": 5}",
                problems));
        assertThat(step("10.0.0.1", "10.0.0.2", "10.0.0.4", "10.0.0.5"))
                .containsOnly(ip(0, "10.0.0.1"), ip(1, "10.0.0.2"), ip(2, "10.0.0.4"), ip(3, "10.0.0.5"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverComesAndGoesTheRulesHold(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(6);
        List<String> living = new ArrayList<>();
        Map<String, Integer> before = new HashMap<>();
        for (int step = 0; step < 2000; step++) {
            change(living, random);
            List<String> shown = living.subList(0, Math.min(most, living.size()));
            Map<String, Integer> now = SlotNumbers.assign(shown, before, most);

            assertThat(now.keySet()).containsExactlyElementsOf(shown);
            assertThat(new HashSet<>(now.values())).hasSize(shown.size()).allMatch(slot -> slot >= 0 && slot < most);
            if (!shown.isEmpty()) {
                assertThat(now).containsEntry(shown.getFirst(), 0);
            }
            for (String element : shown.subList(Math.min(1, shown.size()), shown.size())) {
                Integer held = before.get(element);
                if (held != null && held != 0) {
                    assertThat(now).containsEntry(element, held);
                }
            }
            assertLowestFree(shown, before, now);
            before = new HashMap<>(now);
        }
    }

    /** A number below that of a newcomer is taken by one that stayed, or by another that had to find one. */
    private static void assertLowestFree(List<String> shown, Map<String, Integer> before, Map<String, Integer> now) {
        for (String element : shown) {
            int number = now.getOrDefault(element, -1);
            boolean moved = number != before.getOrDefault(element, -1);
            for (int lower = 0; moved && lower < number; lower++) {
                assertThat(now).containsValue(lower);
            }
        }
    }

    private static void change(List<String> living, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                if (!living.isEmpty()) {
                    living.remove(random.nextInt(living.size()));
                }
            }
            case 1 -> Collections.shuffle(living, random);
            default -> {
                String element = "e" + random.nextInt(12);
                if (!living.contains(element)) {
                    living.add(random.nextInt(living.size() + 1), element);
                }
            }
        }
    }
}
