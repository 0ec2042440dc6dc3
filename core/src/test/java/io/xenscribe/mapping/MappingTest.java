package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.xenscribe.config.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a ${os.name} b # a Debian GNU/Linux 12 (bookworm) b",
                "1.10 # 1.10",
                "no # no",
                "007 # 007",
                "\"\" # ``",
                "'~' # ~",
                "$${os.name} $$ # ${os.name} $",
                "${ os.major ?? os.minor } # 12",
                "${memory.total|kib} KiB # 2048 KiB",
                "${memory.total | mib} # 2",
                "${memory.total} # 2097152",
                "${os.name|lower|cut:6} # debian",
                "${os.name|upper|munge} # DEBIAN_GNU_LINUX_12__BOOKWORM_",
                "${vendor.build|hex} # 2a",
                "${vendor.strings.rack} # B12",
                "${vendor.strings.none ?? 'it''s none'} # it's none",
                "${agent.now} # 2026-11-22T03:45:45Z",
                "${agent.uptime} # 60s",
                "${memory.free ?? '0'|kib} # 1000"
            })
    void templatesBecomeText(String template, String text) {
        assertThat(Mappings.keys("data/x: " + template.strip())).containsExactly(entry("data/x", text));
    }

    @Test
    void anAbsentFactMakesNoKey() {
        assertThat(Mappings.keys("data/x: a ${vendor.strings.none}\ndata/y: b")).containsExactly(entry("data/y", "b"));
        Map<String, Record> none = Map.of();
        assertThat(Mappings.values(Mappings.ofKeys("data/x: ${os.name}\ndata/y: ${memory.free ?? 'none'|kib}")
                        .evaluate(none, Set.of(), Slots.none())))
                .containsExactly(entry("data/y", "none"));
    }

    @Test
    void filtersKeepToCharacters() {
        Map<String, Record> facts = new LinkedHashMap<>(Guest.facts());
        facts.put("vendor", new Guest.Vendor(Optional.of(" Grüße 😀 \n"), 0, Map.of()));
        Mapping mapping = Mappings.ofKeys("""
                ascii: "${vendor.product|ascii}"
                cut: "${vendor.product|trim|cut:7}"
                data/${vendor.product|trim|munge}: x
                """);
        assertThat(Mappings.values(mapping.evaluate(facts, Set.of(), Slots.none())))
                .containsExactly(entry("ascii", " Gr??e ? ?"), entry("cut", "Grüße 😀"), entry("data/Gr__e__", "x"));
    }

    @Test
    void loopsNestAndMissingPartsOfPathsLeaveElementsOut() {
        assertThat(Mappings.keys("""
                        data/nic/${nic.name}:
                          for: nic in network.interfaces
                          when: [nic.vif, nic.oper-state == 'up']
                          keys:
                            mac: ${nic.mac}
                            ${ip.address|munge}/prefix: {for: ip in nic.ipv4, value: "${ip.prefix-length}"}
                        attr/${nic.vif}: {for: nic in network.interfaces, value: "${nic.name}"}
                        """))
                .containsExactly(
                        entry("data/nic/enX2/mac", "00:16:3e:00:00:02"),
                        entry("data/nic/enX2/10_0_0_4/prefix", "24"),
                        entry("data/nic/enX2/10_0_0_5/prefix", "24"),
                        entry("data/nic/enX3/mac", "00:16:3e:00:00:03"),
                        entry("data/nic/enX3/192_168_1_7/prefix", "24"),
                        entry("attr/0", "enX2"),
                        entry("attr/1", "enX3"));
    }

    @ParameterizedTest
    @CsvSource({
        "nic.virtual, enX4",
        "not nic.virtual, enX2 enX3",
        "nic.vif, enX2 enX3",
        "not nic.vif, enX4",
        "nic.ipv6, enX2",
        "nic.virtual == 'true', enX4",
        "nic.oper-state == 'up', enX2 enX3 enX4",
        "nic.oper-state != 'down', enX2 enX3 enX4",
        "nic.vif == '1', enX3",
        "nic.vif != '1', enX2 enX4",
        "nic.ifindex == nic.vif, ''",
        "vendor, enX2 enX3 enX4",
        "vendor.strings, enX2 enX3 enX4"
    })
    void conditionsChoose(String condition, String names) {
        Map<String, String> keys =
                Mappings.keys("${nic.name}: {for: nic in network.interfaces, when: \"" + condition + "\", value: x}");
        assertThat(String.join(" ", keys.keySet())).isEqualTo(names);
    }

    @Test
    void aConditionHoldsForWhatIsNestedToo() {
        assertThat(Mappings.keys("data/a: {when: not os, keys: {b: x}}\ndata/c: {when: os, keys: {d: x}}"))
                .containsExactly(entry("data/c/d", "x"));
    }

    @Test
    void rulesAreNestedByTheirPathsHoweverTheyAreWritten() {
        String nested = "attr/${n.name}: {for: n in network.interfaces, value: \"\", keys: {mac: \"${n.mac}\"}}";
        String flat = "attr/${n.name}: {for: n in network.interfaces, value: \"\"}\nattr/${n.name}/mac: ${n.mac}";
        assertThat(Mappings.keys(flat)).isEqualTo(Mappings.keys(nested)).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "a b", "", "ä", "a.b"})
    void aFactNeverLeadsAPathElsewhere(String name) {
        Map<String, Record> facts = new LinkedHashMap<>();
        facts.put("vendor", new Guest.Vendor(Optional.of(name), 0, Map.of()));
        Evaluation evaluation =
                Mappings.ofKeys("data/${vendor.product}: x\ndata/y: z").evaluate(facts, Set.of(), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/y");
        assertThat(evaluation.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.condition()).isEqualTo("path data/${vendor.product}");
            assertThat(warning.text()).contains("|munge").contains("test.yaml:3");
        });
    }

    @Test
    void whatXenstoreWouldRefuseIsNotWanted() {
        Map<String, Record> facts = new LinkedHashMap<>();
        facts.put("vendor", new Guest.Vendor(Optional.of("ü".repeat(1001)), 0, Map.of("p", "p".repeat(990))));
        Evaluation evaluation = Mappings.ofKeys(
                        "data/x: ${vendor.product}\ndata/${vendor.strings.p}: y\ndata/z: ${vendor.product|cut:1000}")
                .evaluate(facts, Set.of(), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/z");
        assertThat(evaluation.warnings())
                .extracting(Warning::text)
                .containsExactly(
                        "data/x: the value has more than 2000 bytes and is left out; |cut:N shortens it (test.yaml:3)",
                        "data/${vendor.strings.p}: left out, for the path is too long or begins with @ (test.yaml:4)");
    }

    @Test
    void twoElementsWithOnePathAreAWarning() {
        Evaluation evaluation = Mappings.ofKeys(
                        "attr/${nic.vif}: {for: nic in network.interfaces, value: \"${nic.name}\"}")
                .evaluate(Guest.network(Guest.nic(2, 0), Guest.nic(3, 0)), Set.of(), Slots.none());
        assertThat(Mappings.values(evaluation)).containsExactly(entry("attr/0", "enX2"));
        assertThat(evaluation.warnings())
                .containsExactly(new Warning(
                        "twice attr/0",
                        "attr/0 is made twice, by test.yaml:3 and by test.yaml:3; the first one counts"));
    }

    @Test
    @SuppressWarnings({"NullAway", "NullOptional"}) // a plugin built without these checks can do it
    void nonsenseCostsOnlyItsOwnKeys() {
        List<Guest.Nic> broken = new ArrayList<>();
        broken.add(null);
        broken.add(Guest.nic(2, 0, "10.0.0.1"));
        Map<String, Record> facts = new LinkedHashMap<>(Guest.facts());
        facts.put("network", new Guest.Network(broken));
        facts.put("vendor", new Guest.Vendor(null, 1, null));
        facts.put("memory", Guest.os());
        Evaluation evaluation = Mappings.ofKeys("""
                        a: ${vendor.product}
                        b: ${vendor.strings.x}
                        c: ${memory.total}
                        d/${nic.vif}: {for: nic in network.interfaces, value: "${nic.name}"}
                        e: ${os.uname}
                        """).evaluate(facts, Set.of(), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("d/0", "e");
    }

    @Test
    void aListThatThrowsCostsOnlyItsOwnRuleAndRemovesNothing() {
        List<Guest.Nic> hostile = new java.util.AbstractList<>() {
            @Override
            public Guest.Nic get(int index) {
                throw new IllegalStateException("gone");
            }

            @Override
            public int size() {
                return 3;
            }
        };
        Map<String, Record> facts = Map.of("network", new Guest.Network(hostile), "os", Guest.os());
        Evaluation evaluation = Mappings.ofKeys(
                        "attr/${n.name}: {for: n in network.interfaces, value: x}\ndata/e: ${os.uname}")
                .evaluate(facts, Set.of(), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/e");
        assertThat(evaluation.tree().isProtected("attr/eth0")).isTrue();
        assertThat(evaluation.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.text()).contains("gone"));
    }

    @Test
    void laterLayersMergeOverTheMapping() {
        Problems problems = new Problems();
        Mapping mapping = Mappings.read(
                "base.yaml",
                """
                version: 1
                keys:
                  data/a: 1
                  data/b: {value: 2, quiet: true}
                  attr/vif:
                    own: true
                    keys:
                      ${nic.vif}:
                        for: nic in network.interfaces
                        value: ""
                        keys: {name: "${nic.name}"}
                  data/c: 3
                """,
                List.of(
                        "data/b: changed\ndata/rack: B12\nattr/vif/${nic.vif}/mac/0: ${nic.mac}\ndata/c: ~\n",
                        "data/rack: B13\nattr/vif: {keys: {\"${nic.vif}\": {keys: {name: ~}}}}\n"),
                problems);
        assertThat(problems.all()).isEmpty();

        Evaluation evaluation = mapping.evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(Mappings.values(evaluation))
                .containsExactly(
                        entry("data/a", "1"),
                        entry("data/b", "changed"),
                        entry("attr/vif/0", ""),
                        entry("attr/vif/0/mac/0", "00:16:3e:00:00:02"),
                        entry("attr/vif/1", ""),
                        entry("attr/vif/1/mac/0", "00:16:3e:00:00:03"),
                        entry("data/rack", "B13"));
        Key b = evaluation.tree().key("data/b").orElseThrow();
        assertThat(b.quiet()).isTrue();
        assertThat(b.origin()).isEqualTo("overlay.yaml:1");
    }

    @Test
    void aRuleThatIsRemovedTakesItsNestedRulesAlong() {
        Problems problems = new Problems();
        Mapping mapping = Mappings.read(
                "base.yaml",
                "version: 1\nkeys:\n  attr/a: {value: x, keys: {b: y}}\n  attr/ab: z\n",
                List.of("attr/a: ~\nattr/none: ~\n"),
                problems);
        assertThat(mapping.evaluate(Map.of(), Set.of(), Slots.none()).tree().keys())
                .containsOnlyKeys("attr/ab");
        assertThat(problems.toString())
                .isEqualTo("overlay.yaml:2:1 warning: there is no rule 'attr/none' that ~ could remove\n");
    }

    @Test
    void whatDependsOnFactsToComeIsLeftAsItIs() {
        Mapping mapping = XcpNgMappingTest.mapping();
        Map<String, Record> facts = new LinkedHashMap<>(Guest.facts());
        facts.remove("network");
        facts.remove("memory");
        Evaluation evaluation = mapping.evaluate(facts, Set.of("network", "memory"), Slots.none());

        assertThat(evaluation.tree().keys().keySet()).noneMatch(path -> path.startsWith("attr/vif/"));
        assertThat(evaluation.tree().isProtected("attr/vif/0/ipv4/3")).isTrue();
        assertThat(evaluation.tree().isProtected("data/meminfo_free")).isTrue();
        assertThat(evaluation.tree().isProtected("data/meminfo_free2")).isFalse();
        assertThat(evaluation.tree().isProtected("data/os_name")).isFalse();

        // Once it is known that there is nothing, what is there goes.
        Evaluation known = mapping.evaluate(facts, Set.of("memory"), Slots.none());
        assertThat(known.tree().isProtected("attr/vif/0/ipv4/3")).isFalse();
    }

    @Test
    void aPendingValueDoesNotHoldUpWhatIsNestedBelow() {
        Evaluation evaluation = Mappings.ofKeys("data/a: {value: \"${os.name}\", keys: {b: x}}")
                .evaluate(Map.of(), Set.of("os"), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/a/b");
        assertThat(evaluation.tree().isProtected("data/a")).isTrue();
    }

    @Test
    void ofSeveralValuesTheFirstCountsWhoseFactsAreThere() {
        assertThat(Mappings.keys("""
                        a: {value: ["${os.name}/${vendor.strings.floor}", "${os.host-name}", never]}
                        b: {value: ["${vendor.strings.floor}", "${vendor.strings.room}"]}
                        """)).containsExactly(Map.entry("a", "web1"));
    }

    @Test
    void whatIsSaidOfARuleHoldsBelowIt() {
        Evaluation evaluation = Mappings.ofKeys("""
                        a:
                          optional: true
                          quiet: true
                          keys:
                            b: 1
                            c: {value: 1, quiet: false, keys: {d: 1}}
                            e/${nic.vif}: {for: nic in network.interfaces, optional: false, value: 1}
                        f: 1
                        """).evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(evaluation.tree().keys().values())
                .extracting(Key::path, Key::optional, Key::quiet)
                .containsExactly(
                        tuple("a/b", true, true),
                        tuple("a/c", true, false),
                        tuple("a/c/d", true, false),
                        tuple("a/e/0", false, true),
                        tuple("a/e/1", false, true),
                        tuple("f", false, false));
    }
}
