package io.xenscribe.mapping;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import io.xenscribe.facts.FactSchema;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts of a guest, shaped like those of the plugins. */
final class Guest {

    record Memory(Bytes total, Optional<Bytes> available, Bytes free, Bytes swapTotal, Bytes swapFree) {}

    record Os(
            Optional<String> distro,
            String name,
            Optional<String> version,
            Optional<String> major,
            Optional<String> minor,
            String uname,
            String architecture,
            String hostName,
            Optional<String> domain) {}

    enum OperState {
        UP,
        LOWER_LAYER_DOWN,
        DOWN
    }

    enum Scope {
        GLOBAL,
        LINK
    }

    record Address(@Key InetAddress address, int prefixLength, Scope scope) {}

    record Nic(
            @Key int ifindex,
            String name,
            Optional<Integer> vif,
            Optional<String> port,
            Optional<MacAddress> mac,
            OperState operState,
            boolean virtual,
            List<Address> ipv4,
            List<Address> ipv6) {}

    record Network(List<Nic> interfaces) {}

    record Function(@Key int index, MacAddress mac, Optional<String> name) {}

    record Sriov(List<Function> functions) {}

    record Vendor(
            Optional<String> product,
            Optional<Integer> major,
            Optional<Integer> minor,
            Optional<Integer> micro,
            Optional<Integer> build,
            Map<String, String> strings) {

        /** Without a version of its own. */
        Vendor(Optional<String> product, int build, Map<String, String> strings) {
            this(product, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(build), strings);
        }
    }

    record Extent(@Key String disk, Optional<String> backend) {}

    record Volume(
            @Key String device,
            Bytes size,
            Optional<String> filesystem,
            Optional<String> uuid,
            List<String> mountPoints,
            Optional<Bytes> free,
            List<Extent> extents) {}

    record Disks(List<Volume> volumes) {}

    record Store(Map<String, String> home) {}

    record Agent(String version, Instant now, int pid, Duration uptime, long writes) {}

    static final Map<String, FactSchema> SCHEMAS = schemas();

    private Guest() {}

    private static Map<String, FactSchema> schemas() {
        Map<String, FactSchema> schemas = new LinkedHashMap<>();
        schemas.put("memory", FactSchema.of(Memory.class));
        schemas.put("os", FactSchema.of(Os.class));
        schemas.put("network", FactSchema.of(Network.class));
        schemas.put("sriov", FactSchema.of(Sriov.class));
        schemas.put("disks", FactSchema.of(Disks.class));
        schemas.put("store", FactSchema.of(Store.class));
        schemas.put("vendor", FactSchema.of(Vendor.class));
        schemas.put("agent", FactSchema.of(Agent.class));
        return schemas;
    }

    /** All collectors, with two VIFs and a bridge. */
    static Map<String, Record> facts() {
        Map<String, Record> facts = new LinkedHashMap<>();
        facts.put("memory", memory());
        facts.put("os", os());
        facts.put(
                "network",
                new Network(List.of(
                        nic(2, 0, "10.0.0.4", "10.0.0.5", "2001:db8::4", "fe80::1"),
                        nic(3, 1, "192.168.1.7"),
                        bridge(4, "172.17.0.1"))));
        facts.put("vendor", new Vendor(Optional.of("Xenscribe"), 42, Map.of("rack", "B12")));
        facts.put("agent", new Agent("0.1.0", Instant.parse("2026-11-22T03:45:45Z"), 7, Duration.ofSeconds(60), 5));
        return facts;
    }

    static Memory memory() {
        return new Memory(
                Bytes.ofKib(2048), Optional.of(Bytes.ofKib(1500)), Bytes.ofKib(1000), Bytes.of(0), Bytes.of(0));
    }

    static Os os() {
        return new Os(
                Optional.of("debian"),
                "Debian GNU/Linux 12 (bookworm)",
                Optional.of("12.6"),
                Optional.of("12"),
                Optional.of("6"),
                "6.1.0-21-amd64",
                "x86_64",
                "web1",
                Optional.of("example.org"));
    }

    static Nic nic(int ifindex, int vif, String... addresses) {
        return nic(ifindex, Optional.of(vif), List.of(addresses));
    }

    static Nic bridge(int ifindex, String... addresses) {
        return nic(ifindex, Optional.empty(), List.of(addresses));
    }

    private static Nic nic(int ifindex, Optional<Integer> vif, List<String> addresses) {
        String name = "enX" + ifindex;
        List<Address> ipv4 = new ArrayList<>();
        List<Address> ipv6 = new ArrayList<>();
        for (String text : addresses) {
            Scope scope = text.startsWith("fe80") ? Scope.LINK : Scope.GLOBAL;
            InetAddress address = InetAddress.ofLiteral(text);
            (text.contains(":") ? ipv6 : ipv4).add(new Address(address, text.contains(":") ? 64 : 24, scope));
        }
        return new Nic(
                ifindex,
                name,
                vif,
                vif.map(_ -> name),
                Optional.of(new MacAddress(0x00163e000000L + ifindex)),
                OperState.UP,
                vif.isEmpty(),
                ipv4,
                ipv6);
    }

    /** The same with two volumes, and a function of the host's network card that has the second interface. */
    static Map<String, Record> factsOfDevices() {
        Map<String, Record> facts = new LinkedHashMap<>(facts());
        MacAddress mac = new MacAddress(0x00163e000001L);
        facts.put(
                "sriov",
                new Sriov(List.of(new Function(0, mac, Optional.of("enX3")), new Function(1, mac, Optional.empty()))));
        Extent extent = new Extent("xvda", Optional.of("xvda"));
        Volume root = new Volume(
                "/dev/xvda1",
                Bytes.ofKib(4096),
                Optional.of("ext4"),
                Optional.of("0f3c"),
                List.of("/", "/srv"),
                Optional.of(Bytes.ofKib(100)),
                List.of(extent));
        Volume member = new Volume(
                "/dev/xvda2",
                Bytes.ofKib(4096),
                Optional.of("LVM2_member"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(extent, new Extent("loop0", Optional.empty())));
        facts.put("disks", new Disks(List.of(root, member)));
        facts.put("store", new Store(Map.of("name", "web1")));
        return facts;
    }

    static Map<String, Record> network(Nic... interfaces) {
        return Map.of("network", new Network(List.of(interfaces)));
    }
}
