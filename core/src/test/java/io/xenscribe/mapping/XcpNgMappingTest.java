package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.MacAddress;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XcpNgMappingTest {

    static final Path FILE = Path.of("../config/mappings/xcp-ng.yaml");

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void utc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void zoneOfBefore() {
        TimeZone.setDefault(before);
    }

    static Mapping mapping() {
        Problems problems = new Problems();
        Mapping mapping = MappingReader.read(FILE, List.of(), MappingResources.of(Guest.SCHEMAS), problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        return mapping;
    }

    @Test
    void makesTheseKeysInThisOrder() {
        Evaluation evaluation = mapping().evaluate(Guest.facts(), Set.of(), Slots.none());
        StringBuilder lines = new StringBuilder();
        Mappings.values(evaluation)
                .forEach((path, value) ->
                        lines.append(path).append(" = ").append(value).append('\n'));

        assertThat(lines.toString()).isEqualTo("""
                        data/os_distro = debian
                        data/os_name = Debian GNU/Linux 12 (bookworm)
                        data/os_majorver = 12
                        data/os_minorver = 6
                        data/os_uname = 6.1.0-21-amd64
                        data/host_name = web1
                        data/host_name_dns = web1
                        data/domain = example.org
                        data/meminfo_total = 2048
                        data/meminfo_free = 1500
                        attr/PVAddons/MajorVersion = 1
                        attr/PVAddons/MinorVersion = 0
                        attr/PVAddons/MicroVersion = 0
                        attr/PVAddons/BuildVersion = 42
                        attr/vif/0 =\s
                        attr/vif/0/ipv4/0 = 10.0.0.4
                        attr/vif/0/ipv4/1 = 10.0.0.5
                        attr/vif/0/ipv6/0 = 2001:db8::4
                        attr/vif/0/ipv6/1 = fe80::1
                        attr/vif/1 =\s
                        attr/vif/1/ipv4/0 = 192.168.1.7
                        control/feature-balloon = 1
                        """);
        assertThat(evaluation.warnings()).isEmpty();
        assertThat(evaluation.tree().owned()).containsExactly("attr/vif", "xenserver/attr/net-sriov-vf");
        assertThat(mapping().factsUsed())
                .containsExactlyInAnyOrder("os", "memory", "vendor", "network", "sriov", "agent");
    }

    /** By the time that XAPI looks, because of a key that it watches, all that it does not watch must be there. */
    @Test
    void whatXapiDoesNotWatchComesFirst() {
        Map<String, Record> facts = Guest.facts();
        facts.put(
                "sriov",
                new Guest.Sriov(List.of(new Guest.Function(1, new MacAddress(0x6e1f00000001L), Optional.of("enX3")))));
        Evaluation evaluation = mapping().evaluate(facts, Set.of(), Slots.none());
        List<String> tops = new ArrayList<>();
        for (String path : evaluation.tree().keys().keySet()) {
            String top = path.substring(0, path.indexOf('/'));
            if (tops.isEmpty() || !tops.getLast().equals(top)) {
                tops.add(top);
            }
        }
        assertThat(tops).containsExactly("data", "attr", "xenserver", "control");
        assertThat(evaluation.commit().getLast().key().path()).isEqualTo("data/updated");
    }

    @Test
    void theVersionIsTheProductsAndWholeWithoutOne() {
        Map<String, Record> facts = Guest.facts();
        facts.put(
                "vendor",
                new Guest.Vendor(
                        Optional.empty(), Optional.of(8), Optional.of(4), Optional.of(1), Optional.empty(), Map.of()));
        Map<String, String> product = Mappings.values(mapping().evaluate(facts, Set.of(), Slots.none()));
        assertThat(product)
                .containsEntry("attr/PVAddons/MajorVersion", "8")
                .containsEntry("attr/PVAddons/MinorVersion", "4")
                .containsEntry("attr/PVAddons/MicroVersion", "1")
                .doesNotContainKey("attr/PVAddons/BuildVersion");

        facts.remove("vendor");
        Map<String, String> none = Mappings.values(mapping().evaluate(facts, Set.of(), Slots.none()));
        assertThat(none)
                .containsEntry("attr/PVAddons/MajorVersion", "1")
                .containsEntry("attr/PVAddons/MinorVersion", "0")
                .containsEntry("attr/PVAddons/MicroVersion", "0")
                .doesNotContainKey("attr/PVAddons/BuildVersion");
    }

    @Test
    void commitsLastAndOnlyWhatIsNeeded() {
        Evaluation evaluation = mapping().evaluate(Guest.facts(), Set.of(), Slots.none());
        assertThat(evaluation.commit())
                .extracting(commit -> commit.key().path() + " = " + commit.key().value())
                .containsExactly("attr/PVAddons/MicroVersion = 0", "data/updated = Sun Nov 22 03:45:45 2026");
        CommitKey micro = evaluation.commit().getFirst();
        CommitKey updated = evaluation.commit().getLast();
        Change name = write(evaluation, "data/os_name");
        Change free = write(evaluation, "data/meminfo_free");
        Change address = write(evaluation, "attr/vif/0/ipv4/0");

        assertThat(micro.follows(List.of(name))).isTrue();
        assertThat(micro.follows(List.of(name, address))).isFalse();
        assertThat(updated.follows(List.of(name, address))).isTrue();
        assertThat(updated.follows(List.of(free))).isFalse();
        assertThat(updated.follows(List.of())).isFalse();
    }

    private static Change write(Evaluation evaluation, String path) {
        return new Change.Write(evaluation.tree().key(path).orElseThrow());
    }

    @Test
    void groupsTheChangesOfAVif() {
        Map<String, Key> keys =
                mapping().evaluate(Guest.facts(), Set.of(), Slots.none()).tree().keys();
        assertThat(keys.get("attr/vif/0/ipv6/1")).extracting(Key::unit).isEqualTo("attr/vif/0");
        assertThat(keys.get("attr/vif/1")).extracting(Key::unit).isEqualTo("attr/vif/1");
        assertThat(keys.get("data/os_name")).extracting(Key::unit).isEqualTo("data/os_name");
        assertThat(keys.get("control/feature-balloon"))
                .extracting(Key::optional)
                .isEqualTo(true);
        assertThat(keys.get("data/meminfo_free")).extracting(Key::quiet).isEqualTo(true);
        assertThat(keys.get("data/os_distro"))
                .extracting(Key::origin)
                .asString()
                .endsWith("xcp-ng.yaml:18");
    }

    @ParameterizedTest
    @CsvSource({
        "rack, data/rack, B12",
        "vif-details, attr/vif/1/name, enX3",
        "vif-details, attr/vif/1/mac/0, 00:16:3e:00:00:03",
        "no-balloon, control/feature-balloon,",
    })
    void theDropInsOfTheExamplesFitIt(String name, String path, @Nullable String value) throws IOException {
        Path file = Path.of("../examples/conf.d", name + ".yaml");
        Problems problems = new Problems();
        Node.Fields document = Mappings.fields(file.toString(), Files.readString(file), problems);
        Node.Fields keys = (Node.Fields) document.field("keys").orElseThrow().value();
        Mapping mapping = MappingReader.read(FILE, List.of(keys), MappingResources.of(Guest.SCHEMAS), problems)
                .orElseThrow();
        assertThat(problems.all()).isEmpty();
        assertThat(Mappings.values(mapping.evaluate(Guest.facts(), Set.of(), Slots.none()))
                        .get(path))
                .isEqualTo(value);
    }
}
