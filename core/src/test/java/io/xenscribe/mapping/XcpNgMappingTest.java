package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        Mapping mapping = MappingReader.read(FILE, Path.of("../config"), List.of(), Guest.SCHEMAS, problems)
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
                        attr/PVAddons/Installed = 1
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
        assertThat(evaluation.tree().owned()).containsExactly("attr/vif");
        assertThat(mapping().factsUsed()).containsExactlyInAnyOrder("os", "memory", "vendor", "network", "agent");
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
                .endsWith("xcp-ng.yaml:13");
    }
}
