package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {

    private static final Path CONFIG = Path.of("../config");

    private static final String RULES = """
            data/os: {value: "${os.distro}", when: [os.distro == 'fedora', not os.domain]}
            data/build: ${vendor.build}
            data/rack: ${vendor.strings.rack}
            data/row: ${vendor.strings.row}
            data/both: ${vendor.major ?? vendor.minor}
            attr/vif:
              own: true
              keys:
                ${nic.vif}:
                  for: nic in network.interfaces
                  value: ""
                  keys:
                    name: ${nic.name}
                    ipv4/${slot}: {for: ip in nic.ipv4, slots: 2, value: "${ip.address}"}
                    link/${slot}:
                      for: ip in nic.ipv6
                      when: ip.scope == 'link'
                      slots: 4
                      value: ${ip.address}
            all/${nic.name}/${ip.address|munge}:
              for: [nic in network.interfaces, ip in nic.ipv4]
              when: nic.vif
              value: ${ip.prefix-length}
            """;

    @TempDir
    Path folder;

    private Account account(String path) throws IOException {
        return account(RULES, Guest.facts(), path);
    }

    private Account account(String rules, Map<String, Record> facts, String path) throws IOException {
        Path file = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n" + rules.indent(2));
        return accounts(file, facts, path).getFirst();
    }

    private static List<Account> accounts(Path file, Map<String, Record> facts, String path) {
        Problems problems = new Problems();
        MappingResources resources = new MappingResources(Guest.SCHEMAS, Scripts.none(), CONFIG);
        Mapping mapping =
                MappingReader.read(file, List.of(), resources, problems).orElseThrow();
        MappingText text = MappingReader.text(file, CONFIG, List.of(), new Problems());
        return mapping.accounts(
                path, facts, Slots.none(), new Background(text, problems, Map.of("memory", "memory has no luck")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data/build | 42",
                "data/rack | B12",
                "attr/vif/1 | ''",
                "attr/vif/0/name | enX2",
                "attr/vif/0/ipv4/1 | 10.0.0.5",
                "attr/vif/0/link/0 | fe80::1",
                "all/enX3/192_168_1_7 | 24",
            })
    void tellsWhatARuleMakes(String path, String value) throws IOException {
        Account account = account(path);
        assertThat(account.reason()).isEmpty();
        assertThat(account.value()).hasValue(value);
        assertThat(account.parts()).noneMatch(Account.Part::isCause);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data/os | 'os.distro == 'fedora'' does not hold: os.distro is debian",
                "data/row | vendor.strings.row is absent: the map has only rack",
                "data/both | vendor.major and vendor.minor are absent",
                "attr/vif | the rule makes no key here, and lets nothing else stand below",
                "attr/vif/7 | no element of network.interfaces gives this path; there are attr/vif/0, attr/vif/1; left out: enX4 (ifindex 4), for nic.vif is absent: the plugin found none",
                "attr/vif/7/name | no element of network.interfaces gives this path; there are attr/vif/0, attr/vif/1; left out: enX4 (ifindex 4), for nic.vif is absent: the plugin found none",
                "attr/vif/1/ipv4/1 | no element has this slot; there are attr/vif/1/ipv4/0",
                "attr/vif/1/link/0 | nic.ipv6 is empty",
                "attr/vif/0/link/1 | no element has this slot; there are attr/vif/0/link/0; left out: 2001:db8::4, for 'ip.scope == 'link'' does not hold: ip.scope is global",
                "all/enX4/172_17_0_1 | 'nic.vif' does not hold: nic.vif is absent: the plugin found none (enX4 (ifindex 4))",
                "all/enX2/10_0_0_9 | no element of nic.ipv4 gives this path; there are all/enX2/10_0_0_4, all/enX2/10_0_0_5, all/enX3/192_168_1_7; left out: enX4 (ifindex 4), for 'nic.vif' does not hold: nic.vif is absent: the plugin found none",
            })
    void tellsWhyThereIsNone(String path, String reason) throws IOException {
        Account account = account(path);
        assertThat(account.value()).isEmpty();
        assertThat(account.reason()).isEqualTo(reason);
    }

    @Test
    void showsWhatEachPartComesTo() throws IOException {
        Account account = account("attr/vif/0/ipv4/1");
        assertThat(account.origin()).endsWith("m.yaml:16");
        assertThat(account.parts())
                .extracting(Account.Part::name, Account.Part::text, Account.Part::remark, Account.Part::isAround)
                .containsExactly(
                        tuple("for", "nic in network.interfaces", "3 elements, here enX2 (ifindex 2)", true),
                        tuple("for", "ip in nic.ipv4", "2 elements, here 10.0.0.5", false),
                        tuple("slots", "2", "in use 0: 10.0.0.4, 1: 10.0.0.5", false),
                        tuple("value", "${ip.address}", "", false));
        assertThat(account.facts())
                .extracting(Account.NamedFact::name, fact -> fact.value().orElse("-"))
                .containsExactly(
                        tuple("network.interfaces", "3 elements"),
                        tuple("nic.vif", "0"),
                        tuple("nic.ipv4", "2 elements"),
                        tuple("slot", "1"),
                        tuple("ip.address", "10.0.0.5"));
    }

    @Test
    void marksTheConditionThatFails() throws IOException {
        Account account = account("data/os");
        assertThat(account.parts())
                .filteredOn(Account.Part::isCause)
                .extracting(Account.Part::text)
                .containsExactly("os.distro == 'fedora'", "not os.domain");
    }

    @Test
    void namesTheElementBeyondTheSlots() throws IOException {
        Map<String, Record> facts = Guest.network(Guest.nic(2, 0, "10.0.0.1", "10.0.0.2", "10.0.0.3"));
        Account account = account(RULES, facts, "attr/vif/0/ipv4/2");
        assertThat(account.reason())
                .isEqualTo("no element has this slot; there are attr/vif/0/ipv4/0, attr/vif/0/ipv4/1;"
                        + " left out: 10.0.0.3, for there are 2 slots");
    }

    @Test
    void aCollectorWithoutFactsIsNamed() throws IOException {
        assertThat(account("data/a: ${memory.total}", Map.of(), "data/a").reason())
                .isEqualTo("memory.total is absent: memory has no luck");
        assertThat(account("data/a: ${os.name}", Map.of(), "data/a").reason())
                .isEqualTo("os.name is absent: os has reported nothing");
        assertThat(account(RULES, Map.of(), "attr/vif/0/name").reason())
                .isEqualTo("network.interfaces is absent: network has reported nothing");
    }

    @Test
    void aRuleThatIsNotUsedSaysWhy() throws IOException {
        Account account = account("data/a: {value: x, when: lvm.groups}\ndata/b: y", Map.of(), "data/a");
        assertThat(account.reason())
                .isEqualTo("no loaded plugin and no 'for' gives 'lvm'; rules that need it make no keys");
        assertThat(account.parts()).extracting(Account.Part::text).containsExactly("x", "lvm.groups");
    }

    @Test
    void theSecondOfTwoRulesSaysWhichCameFirst() throws IOException {
        String rules = """
                vif/${nic.vif}: {for: nic in network.interfaces, value: "${nic.name}"}
                vif/0: second
                """;
        Path file = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n" + rules.indent(2));
        List<Account> accounts = accounts(file, Guest.facts(), "vif/0");
        assertThat(accounts).hasSize(2);
        assertThat(accounts.getFirst().value()).hasValue("enX2");
        assertThat(accounts.getLast().reason()).isEqualTo("another rule makes it first: " + file + ":3");
    }

    @Test
    void commitKeysHaveAccounts() {
        List<Account> accounts =
                accounts(CONFIG.resolve("mappings/xcp-ng.yaml"), Guest.facts(), "attr/PVAddons/MicroVersion");
        assertThat(accounts).extracting(Account::commit).containsExactly(false, true);
        assertThat(accounts).extracting(Account::value).containsOnly(Optional.of("0"));
    }

    /** Whatever a shipped mapping makes, and much that it does not: the account and the evaluation agree. */
    @Test
    void saysWhatTheEvaluationDoes() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(CONFIG.resolve("mappings"), "*.yaml")) {
            entries.forEach(files::add);
        }
        // A list of mappings, not one itself.
        assertThat(files.remove(CONFIG.resolve("mappings/auto.yaml"))).isTrue();
        assertThat(files).hasSizeGreaterThan(4);
        Path own = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n" + RULES.indent(2));
        files.add(own);
        for (Path file : files) {
            agrees(file, Guest.facts());
            agrees(file, Guest.factsOfDevices());
            agrees(file, Map.of());
            agrees(file, Guest.network(Guest.nic(2, 3, "10.0.0.1", "fe80::2"), Guest.bridge(3, "10.0.0.2")));
        }
    }

    private static void agrees(Path file, Map<String, Record> facts) {
        Problems problems = new Problems();
        MappingResources resources = new MappingResources(Guest.SCHEMAS, Scripts.none(), CONFIG);
        Optional<Mapping> mapping = MappingReader.read(file, List.of(), resources, problems);
        assertThat(problems.all()).isEmpty();
        MappingText text = MappingReader.text(file, CONFIG, List.of(), new Problems());
        Evaluation evaluation = mapping.orElseThrow().evaluate(facts, Set.of(), Slots.none());
        Map<String, String> made = new LinkedHashMap<>(Mappings.values(evaluation));
        evaluation
                .commit()
                .forEach(key -> made.putIfAbsent(key.key().path(), key.key().value()));
        Set<String> paths = new TreeSet<>(made.keySet());
        for (RuleText rule : text.keys()) {
            for (String word : List.of("0", "1", "5", "enX2", "enX4")) {
                paths.add(withWords(rule.path(), word));
            }
        }
        Background background = new Background(text, problems, Map.of());
        for (String path : paths) {
            List<Account> accounts = mapping.orElseThrow().accounts(path, facts, Slots.none(), background);
            List<String> values = accounts.stream()
                    .flatMap(account -> account.value().stream())
                    .toList();
            assertThat(values.stream().findFirst())
                    .as(file + " " + path + " " + accounts)
                    .isEqualTo(Optional.ofNullable(made.get(path)));
            assertThat(accounts)
                    .allMatch(account ->
                            account.value().isPresent() == account.reason().isEmpty());
        }
    }

    private static String withWords(String template, String word) {
        StringBuilder path = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("${"); open >= 0; open = template.indexOf("${", at)) {
            path.append(template, at, open).append(word);
            at = template.indexOf('}', open) + 1;
        }
        return path.append(template.substring(at)).toString();
    }
}
