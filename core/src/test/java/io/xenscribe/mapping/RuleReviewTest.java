package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReviewTest {

    @TempDir
    Path folder;

    /** The warnings about these rules, which begin in line 3. */
    private List<String> warnings(String rules) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n" + rules.indent(2));
        Problems problems = new Problems();
        Mapping mapping = MappingReader.read(file, List.of(), MappingResources.of(Guest.SCHEMAS), problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        mapping.review(MappingReader.text(file, Path.of(""), List.of(), new Problems()), problems);
        return problems.all().stream()
                .map(Problem::toString)
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    @Test
    void leavingOutANodeThatMoreImportantOnesNeedSparesNothing() throws IOException {
        assertThat(warnings("data/x: {value: 1, importance: low, keys: {y: {value: 1, importance: normal}}}"))
                .singleElement()
                .asString()
                .startsWith("m.yaml:3:22 warning: a rule nested in this one is more important");
        assertThat(warnings("data/x: {value: 1, importance: high, keys: {y: {value: 1, importance: low}}}"))
                .isEmpty();
        assertThat(warnings("data/x: {importance: low, keys: {y: {value: 1, importance: high}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[os.name == 'x', os.name == 'y'] | 'os.name == 'x'' and 'os.name == 'y'' exclude each other",
                "[os.distro, not os.distro] | 'os.distro' and 'not os.distro' exclude each other",
                "[os.name == 'x', os.name != 'x'] | 'os.name == 'x'' and 'os.name != 'x'' exclude each other",
                "[not os.distro, os.distro == 'x'] | 'not os.distro' and 'os.distro == 'x'' exclude each other",
                "[os.name == os.uname, os.uname != os.name] | 'os.name == os.uname' and 'os.uname != os.name' exclude each other",
                "[not os.major] | 'not os.major' and '${os.major}' exclude each other",
            })
    void conditionsThatExcludeEachOther(String when, String reason) throws IOException {
        assertThat(warnings("data/x: {when: " + when + ", value: \"${os.major}\"}"))
                .singleElement()
                .asString()
                .matches("m.yaml:3:\\d+ warning: .*")
                .endsWith("the rule can never make a key: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[os.name == 'x', os.distro == 'y']",
                "[os.name != 'x', os.name != 'y']",
                "[os.name, os.name == 'x']",
                "[not os.domain, os.distro]",
                "[os.name == os.uname, os.name == 'x']",
            })
    void conditionsThatDoNot(String when) throws IOException {
        assertThat(warnings("data/x: {when: " + when + ", value: \"${os.major ?? 'none'}\"}"))
                .isEmpty();
    }

    @Test
    void conditionsOfLoopsAndOfTheRulesAround() throws IOException {
        assertThat(warnings("""
                        vif/${nic.vif}:
                          for: nic in network.interfaces
                          when: nic.oper-state == 'up'
                          keys:
                            a: {value: 1, when: nic.oper-state == 'down'}
                            b: {value: 2, when: nic.virtual == 'false'}
                            c: {value: 3, when: [not nic.virtual, nic.virtual == 'false']}
                            d: {value: 4, when: [nic.virtual, nic.virtual == 'false']}
                            ip/${slot}: {for: ip in nic.ipv4, slots: 2, when: not nic.ipv4, value: "${ip.address}"}
                        none/${nic.name}:
                          for: nic in network.interfaces
                          when: [nic.oper-state, nic.oper-state != 'up', nic.oper-state != 'down', nic.oper-state != 'lower-layer-down']
                          value: x
                        """))
                .hasSize(4)
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("m.yaml:7:").contains("'nic.oper-state == 'down''"),
                        d -> assertThat(d).startsWith("m.yaml:10:").contains("'nic.virtual'"),
                        ip -> assertThat(ip).startsWith("m.yaml:11:").contains("'for ... in nic.ipv4'"),
                        none -> assertThat(none).startsWith("m.yaml:14:").contains("leave no value for it"));
    }

    @Test
    void twoRulesForOnePath() throws IOException {
        assertThat(warnings("""
                        vif/${nic.vif}: {for: nic in network.interfaces, value: "${nic.name}"}
                        vif/${ n.vif }: {for: n in network.interfaces, value: "${n.mac}"}
                        vif/${nic.ifindex}: {for: nic in network.interfaces, value: "other"}
                        ip/${i.address|munge}: {for: [n in network.interfaces, i in n.ipv4], value: "4"}
                        ip/${i.address|lower|munge}: {for: [n in network.interfaces, i in n.ipv6], value: "6"}
                        """))
                .singleElement()
                .asString()
                .startsWith("m.yaml:4:3 warning: makes the same path as the rule at m.yaml:3");
    }

    @Test
    void rulesThatExcludeEachOtherMayShareAPath() throws IOException {
        assertThat(warnings("""
                        vif/${nic.vif}: {for: nic in network.interfaces, when: nic.mac, value: "${nic.name}"}
                        vif/${n.vif}: {for: n in network.interfaces, when: not n.mac, value: "none"}
                        """)).isEmpty();
    }

    @Test
    void shippedMappingsHaveNoSuchRules() throws IOException {
        Path config = Path.of("../config");
        Problems problems = new Problems();
        Path file = config.resolve("mappings/xcp-ng.yaml");
        MappingResources resources = new MappingResources(Guest.SCHEMAS, Scripts.none(), config);
        Mapping mapping =
                MappingReader.read(file, List.of(), resources, problems).orElseThrow();
        mapping.review(MappingReader.text(file, config, List.of(), new Problems()), problems);
        assertThat(problems.all()).isEmpty();
    }
}
