package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingProblemsTest {

    @Test
    void fiveMistakesGiveFiveMessagesWithTheirPlaces() {
        assertThat(Mappings.problems("""
                        version: 1
                        keys:
                          data/os_name: ${os.nmae}
                          data/free: "free: ${memory.free|kbi}"
                          attr/vif:
                            own: yes
                            keys:
                              ${nic.vif}:
                                for: nic in network.interfaces
                                vlaue: ""
                                keys:
                                  mac.0: ${nic.mac}
                        """))
                .containsExactly(
                        "m.yaml:3:19 unknown fact 'os.nmae', did you mean 'os.name'?",
                        "m.yaml:4:35 unknown filter 'kbi': kib, mib, hex, asctime, munge, ascii, lower, upper, trim,"
                                + " cut are known, did you mean 'kib'?",
                        "m.yaml:6:10 'own' takes true or false",
                        "m.yaml:10:9 unknown rule key 'vlaue', did you mean 'value'?",
                        "m.yaml:12:14 '.' cannot be part of a Xenstore path: letters, digits, - and _ can");
    }

    @Test
    void whatIsRightBesideAMistakeIsStillMade() {
        Problems problems = new Problems();
        Mapping mapping = Mappings.read("m.yaml", """
                version: 1
                keys:
                  data/a: ${os.name}
                  data/b: ${os.nonsense}
                  data/c/${os.name|nonsense}: x
                  data/d: ${os.uname}
                """, List.of(), problems);

        Evaluation evaluation = mapping.evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(problems.hasErrors()).isTrue();
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/a", "data/d");
        // What a rule with a mistake published earlier stays until the mistake is mended.
        assertThat(evaluation.tree().isProtected("data/b")).isTrue();
        assertThat(evaluation.tree().isProtected("data/c/anything")).isTrue();
        assertThat(evaluation.tree().isProtected("data/e")).isFalse();
    }

    @Test
    void factsOfAPluginThatIsNotLoadedAreNoMistake() {
        Problems problems = new Problems();
        Mapping mapping = Mappings.read(
                "m.yaml", "version: 1\nkeys:\n  data/a: ${weather.count}\n  data/b: x\n", List.of(), problems);

        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.toString())
                .isEqualTo(
                        "m.yaml:3:13 warning: no loaded plugin and no 'for' gives 'weather'; rules that need it make no keys\n");
        Evaluation evaluation = mapping.evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(evaluation.tree().keys()).containsOnlyKeys("data/b");
        assertThat(evaluation.tree().isProtected("data/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "data/x: ${memroy.total} # 3:13 unknown fact 'memroy.total', did you mean 'memory.total'?",
                "data/x: ${network.interfaces} # 3:13 'network.interfaces' is a list and has no text; 'for: NAME in network.interfaces' goes through it",
                "data/x: ${memory} # 3:13 'memory' is a record and has no text; name one fact of it",
                "data/x: ${vendor.strings} # 3:13 'vendor.strings' is a map and has no text; name one fact of it",
                "data/x: ${network.interfaces.name} # 3:13 unknown fact 'network.interfaces.name': 'network.interfaces' is a list and has no 'name'; 'for: NAME in network.interfaces' goes through it",
                "data/x: ${os.name.first} # 3:13 unknown fact 'os.name.first': 'os.name' is text and has no 'first'",
                "data/x: ${os.name # 3:11 the ${ that begins here does not end with }",
                "data/x: a$b # 3:12 a lone '$': ${...} takes a fact, $$ is a dollar",
                "data/x: ${} # 3:13 a fact is missing here, such as memory.total",
                "data/x: ${os.name ?? 'x} # 3:24 the quote that begins here does not end",
                "data/x: ${os.name|kib} # 3:21 'kib' wants bytes, and 'os.name' is text",
                "data/x: ${memory.free|kib|mib} # 3:29 'mib' wants bytes, and 'memory.free' is integer by then",
                "data/x: ${os.name|cut} # 3:21 'cut' takes a number, as in cut:20",
                "data/x: ${os.name|cut:0} # 3:21 'cut' takes a number of characters from 1 on, not '0'",
                "data/x: ${os.name|lower:3} # 3:21 'lower' takes no number",
                "data/x: ${os.name os.name} # 3:21 'o' is not expected here: ?? 'text', |filter or } is",
                "data/x: ${slot} # 3:13 'slot' is known only in a rule with 'slots' and in those nested in it",
                "data/x: [a] # 3:11 a rule is text or a map, not a list",
                "data/x: {} # 3:3 the rule makes nothing: 'value', 'js', 'keys' or 'own' is missing",
                "data/x: # 3:3 'data/x' has no value: write ~ to remove it, \"\" for empty text",
                "data/x: {js: a} # 3:12 warning: no loaded plugin runs scripts, which rules with 'js' need: install the plugin"
                        + " 'javascript'; without it they make no keys",
                "data/${os.name}: {for: n in network.interfaces, first: n.virtual, value: a} # 3:51 'first' says which elements"
                        + " are numbered first, and there is no 'slots'",
                "data/x: {value: [a, [b]]} # 3:23 'value' takes text, not a list",
                "data/x: {js: a, value: b} # 3:12 a rule takes 'value' or 'js', not both; ~ removes an inherited one",
                "data/x: {js: [a]} # 3:16 'js' takes code or the name of a file with code, not a list",
                "data/${os.name}: {for: [], value: a} # 3:26 'for' takes NAME in FACT, or a list of up to 4 of these",
                "data/${n.vif}: {for: [n in network.interfaces, a in m.ipv4], value: a} # 3:55 unknown fact 'm.ipv4', did"
                        + " you mean 'n.ipv4'?",
                "data/${slot}: {for: n in network.interfaces, slots: 2, when: slot == '1', value: a} # 3:64 'slot' is"
                        + " known only in a rule with 'slots' and in those nested in it",
                "data/x: {value: a, unless: [b]} # 3:22 'unless' is for keys under 'commit'",
                "data/x: {value: a, slots: 3} # 3:22 'slots' numbers the elements of a 'for', and there is none",
                "data/x: {value: a, quiet: yes} # 3:29 'quiet' takes true or false",
                "data/x: {value: a, when: os.nam} # 3:28 unknown fact 'os.nam', did you mean 'os.name'?",
                "data/x: {value: a, when: not os.name == 'x'} # 3:40 'not' takes a fact alone; != says that two are different",
                "data/x: {value: a, when: os.name = 'x'} # 3:36 == or != is wanted here, not '= 'x''",
                "data/x: {value: a, when: network.interfaces == 'x'} # 3:50 'network.interfaces' is a list and cannot be compared",
                "data/x: {value: a, when: [os.name, []]} # 3:38 a condition is text, not a list",
                "data/x: {value: a, when: \"os.name == 'x' or\"} # 3:44 'or' is too much; a list takes several conditions",
                "data/${nic.name}: {for: nic in os.name, value: a} # 3:34 'os.name' is text, and 'for' goes through a list",
                "data/${nic.name}: {for: nic of network.interfaces, value: a} # 3:27 'for' takes NAME in FACT, as in: for: nic in network.interfaces",
                "data/${os.name}: {for: os in network.interfaces, value: a} # 3:26 'os' has a meaning already; give the element another name",
                "data/x: {for: nic in network.interfaces, value: a} # 3:3 with 'for' the path needs a fact of the element, else all share one key",
                "data/${nic.name}: {for: nic in network.interfaces, slots: 3, value: a} # 3:3 with 'slots' the path needs ${slot}, else all elements share one key",
                "data/${slot}: {for: nic in network.interfaces, slots: 0, value: a} # 3:57 'slots' takes a number from 1 to 1000",
                "data/${nic.mac}: {for: nic in network.interfaces, value: a} # 3:8 'nic.mac' has characters that a Xenstore path cannot have: add |munge",
                "/data/x: a # 3:3 paths begin at the domain's own directory, without '/'",
                "data//x: a # 3:7 a name is missing between '//'",
                "data/: a # 3:7 a path does not end with '/'",
                "data/ä: a # 3:8 'ä' cannot be part of a Xenstore path: letters, digits, - and _ can"
            })
    void saysWhatIsWrongAndWhere(String keys, String message) {
        assertThat(Mappings.problemsOfKeys(keys.strip())).containsExactly("m.yaml:" + message.strip());
    }

    @Test
    void anEnumIsNeverAnotherWord() {
        assertThat(Mappings.problemsOfKeys("""
                        data/${nic.name}:
                          for: nic in network.interfaces
                          when: nic.oper-state != 'lower-layer-dwn'
                          value: a"""))
                .containsExactly("m.yaml:5:29 'nic.oper-state' is never 'lower-layer-dwn' but one of up,"
                        + " lower-layer-down, down, did you mean 'lower-layer-down'?");
    }

    @Test
    void slotsNeedElementsThatCanBeToldApart() {
        record Plain(String text) {}
        record Plains(List<Plain> all) {}
        Problems problems = new Problems();
        MappingReader.read(
                List.of(Mappings.fields(
                        "m.yaml",
                        "version: 1\nkeys:\n  data/${slot}: {for: p in plains.all, slots: 2, value: \"${p.text}\"}\n",
                        problems)),
                List.of(),
                MappingResources.of(java.util.Map.of("plains", io.xenscribe.facts.FactSchema.of(Plains.class))),
                problems);

        assertThat(problems.toString())
                .isEqualTo("m.yaml:3:3 'slots' needs to tell the elements of 'plains.all' apart, and their record has"
                        + " no component with @Key\n");
    }

    @Test
    void theSamePathTwiceNamesBothLines() {
        assertThat(Mappings.problemsOfKeys("data/a: {keys: {b: x}}\ndata/a/b: y"))
                .containsExactly("m.yaml:4:3 'data/a/b' is given twice, first in line 3");
        assertThat(Mappings.problemsOfKeys("data/a: x\ndata/a: y"))
                .containsExactly("m.yaml:4:3 'data/a' is given twice, first in line 3");
    }

    @Test
    void aMistakeInAForIsNotRepeatedByWhatIsNestedInIt() {
        assertThat(Mappings.problemsOfKeys("""
                        attr/${nic.vif}:
                          for: nic in network.interface
                          keys:
                            a: ${nic.name}
                            b: ${os.nme}"""))
                .containsExactly(
                        "m.yaml:4:17 unknown fact 'network.interface', did you mean 'network.interfaces'?",
                        "m.yaml:7:12 unknown fact 'os.nme', did you mean 'os.name'?");
    }

    @Test
    void checksTheDocument() {
        assertThat(Mappings.problems("keys: {data/a: x}")).containsExactly("m.yaml:1:1 'version: 1' is missing");
        assertThat(Mappings.problems("version: 2\nkeys: {data/a: x}"))
                .containsExactly("m.yaml:1:10 this agent reads mappings of version 1");
        assertThat(Mappings.problems("version: 1\nkyes: {data/a: x}"))
                .containsExactly(
                        "m.yaml:1:1 'keys' is missing: the paths and rules",
                        "m.yaml:2:1 unknown key 'kyes' in a mapping, did you mean 'keys'?");
        assertThat(Mappings.problems("version: 1\nkeys: {data/a: x}\ntests: []"))
                .isEmpty();
        assertThat(Mappings.problems(
                        "version: 1\nkeys: {data/a: x}\ncommit: {b: {value: x, own: true, unless: [a.b]}}"))
                .containsExactly(
                        "m.yaml:3:24 'own' means nothing in a commit key",
                        "m.yaml:3:45 '.' cannot be part of a Xenstore path: letters, digits, - and _ can");
    }

    @Test
    void aValueThatCanNeverBeSentIsAMistake() {
        assertThat(Mappings.problemsOfKeys("data/a: " + "x".repeat(2001)))
                .containsExactly("m.yaml:3:11 the value has more than 2000 bytes");
    }
}
