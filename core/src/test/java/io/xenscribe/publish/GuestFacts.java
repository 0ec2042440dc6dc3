package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Key;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts for tests, and mappings of them. */
final class GuestFacts {

    record Host(Optional<String> name, Optional<String> rack, long load) {}

    record Disk(@Key String name, long size) {}

    record Disks(List<Disk> list) {}

    static final Map<String, FactSchema> SCHEMAS = Map.of(
            "host",
            FactSchema.of(Host.class),
            "disks",
            FactSchema.of(Disks.class),
            AgentFacts.NAME,
            FactSchema.of(AgentFacts.class),
            StoreFacts.NAME,
            FactSchema.of(StoreFacts.class));

    private GuestFacts() {}

    static Host host(String name) {
        return host(name, 1);
    }

    static Host host(String name, long load) {
        return new Host(Optional.of(name), Optional.of("B12"), load);
    }

    static Host hostWithoutRack(String name) {
        return new Host(Optional.of(name), Optional.empty(), 1);
    }

    /** Disks of these names, each of size 10. */
    static Disks disks(String... names) {
        List<Disk> list = new ArrayList<>();
        for (String name : names) {
            list.add(new Disk(name, 10));
        }
        return new Disks(list);
    }

    static Disks disks(int count) {
        List<Disk> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(new Disk("d" + i, i));
        }
        return new Disks(list);
    }

    static Mapping mapping(String yaml) {
        Problems problems = new Problems();
        Node document = YamlReader.parse("test.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new AssertionError(problems.toString()));
        Mapping mapping =
                MappingReader.read(List.of((Node.Fields) document), List.of(), MappingResources.of(SCHEMAS), problems);
        assertThat(problems.all()).isEmpty();
        return mapping;
    }
}
