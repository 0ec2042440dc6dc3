package io.xenscribe.testbed;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.RecordReader;
import io.xenscribe.plugin.memory.MemoryFacts;
import io.xenscribe.plugin.network.NetworkFacts;
import io.xenscribe.plugin.os.OsFacts;
import io.xenscribe.plugin.vendor.VendorFacts;
import io.xenscribe.publish.AgentFacts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Facts of a guest with 50 VIFs of 10 addresses each, half of them of either family. */
final class LargeGuest {

    static final Map<String, FactSchema> SCHEMAS = schemas();

    private static final int VIFS = 50;
    private static final int ADDRESSES = 5;

    private LargeGuest() {}

    private static Map<String, FactSchema> schemas() {
        Map<String, FactSchema> schemas = new LinkedHashMap<>();
        schemas.put("memory", FactSchema.of(MemoryFacts.class));
        schemas.put("os", FactSchema.of(OsFacts.class));
        schemas.put("network", FactSchema.of(NetworkFacts.class));
        schemas.put("vendor", FactSchema.of(VendorFacts.class));
        schemas.put("agent", FactSchema.of(AgentFacts.class));
        return schemas;
    }

    static Map<String, Record> facts() {
        return read("""
                memory: {total: 2097152, available: 1048576, free: 524288}
                os: {distro: debian, name: Debian GNU/Linux 12 (bookworm), major: "12", minor: "11",
                     uname: 6.1.0-37-amd64, host-name: web1, domain: example.org}
                vendor: {dmi: {}, hypervisor: {}}
                agent: {version: 0.1.0, now: 2026-11-22T03:45:45Z, pid: 7, started-at: 2026-11-22T03:44:45Z,
                        uptime: 60s, writes: 5, errors: 0}
                """ + network(0));
    }

    /** The same after a memory tick, which is all that changes in most passes. */
    static Map<String, Record> withOtherMemory(Map<String, Record> facts) {
        return with(facts, "memory: {total: 2097152, available: 1040384, free: 516096}\n");
    }

    /** The same after the last address of the last VIF became another one. */
    static Map<String, Record> withOtherAddress(Map<String, Record> facts) {
        return with(facts, network(100));
    }

    private static Map<String, Record> with(Map<String, Record> facts, String others) {
        Map<String, Record> changed = new HashMap<>(facts);
        changed.putAll(read(others));
        return changed;
    }

    private static String network(int lastAddress) {
        StringBuilder yaml = new StringBuilder("network:\n  interfaces:\n");
        for (int vif = 0; vif < VIFS; vif++) {
            int last = vif == VIFS - 1 ? lastAddress : 0;
            yaml.append("    - {ifindex: ").append(vif + 2).append(", vif: ").append(vif);
            yaml.append(", name: enX").append(vif).append(", port: enX").append(vif);
            yaml.append(", mac: '00:16:3e:00:00:").append(vif + 10).append("', oper-state: up, ipv4: [");
            for (int i = 1; i <= ADDRESSES; i++) {
                address(yaml, "10.0." + vif + "." + (i == ADDRESSES ? i + last : i), 24);
            }
            yaml.append("], ipv6: [");
            for (int i = 1; i <= ADDRESSES; i++) {
                address(yaml, "'2001:db8:0:" + vif + "::" + i + "'", 64);
            }
            yaml.append("]}\n");
        }
        return yaml.toString();
    }

    private static void address(StringBuilder yaml, String address, int prefixLength) {
        yaml.append("{address: ").append(address).append(", prefix-length: ").append(prefixLength);
        yaml.append(", scope: global}, ");
    }

    private static Map<String, Record> read(String yaml) {
        Problems problems = new Problems();
        Node node = YamlReader.parse("facts", yaml.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow(() -> new IllegalStateException(problems.toString()));
        Map<String, Record> facts = new RecordReader(problems).facts(node, SCHEMAS);
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.toString());
        }
        return facts;
    }
}
