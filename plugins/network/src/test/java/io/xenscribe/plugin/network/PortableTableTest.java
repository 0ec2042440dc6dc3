package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xenscribe.api.MacAddress;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.plugin.network.SystemInterfaces.Seen;
import io.xenscribe.plugin.network.SystemInterfaces.SeenAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortableTableTest {

    private static final AddressPolicy ALL = new AddressPolicy(Samples.OPTIONS);
    private static final MacAddress FIRST = MacAddress.parse("00:16:3e:00:00:01");
    private static final MacAddress SECOND = MacAddress.parse("00:16:3e:00:00:02");

    @Test
    void whatHasTheAddressOfAVifIsThatVifOrAboveIt() throws Exception {
        // As FreeBSD has it: vlan(4) and lagg(4) take over the address of what they are made on, bridge(4) does not.
        List<Seen> system = List.of(
                seen(5, "vlan10", FIRST, "198.51.100.7/24"),
                seen(1, "xn0", FIRST, "192.0.2.7/24"),
                seen(2, "xn1", SECOND),
                seen(6, "bridge0", MacAddress.parse("58:9c:fc:10:00:01"), "10.0.0.1/8"));

        NetworkFacts facts = new PortableTable(system, Map.of(FIRST, 0, SECOND, 1)).facts(ALL);

        assertThat(facts.interfaces())
                .extracting(Nic::name, Nic::vif, Nic::port)
                .containsExactly(
                        tuple("xn0", Optional.of(0), Optional.of("xn0")),
                        tuple("vlan10", Optional.empty(), Optional.of("xn0")),
                        tuple("bridge0", Optional.empty(), Optional.empty()),
                        tuple("xn1", Optional.of(1), Optional.of("xn1")));
    }

    @Test
    void addressesAreInTheSystemsOrderWithinTheirScopes() throws Exception {
        List<Seen> system = List.of(seen(
                1,
                "xn0",
                FIRST,
                "fe80::1/64",
                "fec0::1/64",
                "2001:db8::2/64",
                "2001:db8::1/64",
                "169.254.1.1/16",
                "192.168.0.1/24"));

        Nic nic = new PortableTable(system, Map.of()).facts(ALL).interfaces().get(0);

        assertThat(nic.ipv6())
                .extracting(address -> address.address().getHostAddress(), Address::scope, Address::prefixLength)
                .containsExactly(
                        tuple("2001:db8:0:0:0:0:0:2", Scope.GLOBAL, 64),
                        tuple("2001:db8:0:0:0:0:0:1", Scope.GLOBAL, 64),
                        tuple("fec0:0:0:0:0:0:0:1", Scope.SITE, 64),
                        tuple("fe80:0:0:0:0:0:0:1", Scope.LINK, 64));
        assertThat(nic.ipv4())
                .extracting(address -> address.address().getHostAddress(), Address::scope)
                .containsExactly(tuple("192.168.0.1", Scope.GLOBAL), tuple("169.254.1.1", Scope.LINK));
        assertThat(nic.mtu()).hasValue(1500);
        assertThat(nic.operState()).isEqualTo(OperState.UP);
    }

    @Test
    void theStoreTellsTheVifs() throws Exception {
        var store = FixtureContext.<NetworkFacts>of(Path.of("/"))
                .node("device/vif/3/mac", "00:16:3E:00:00:02")
                .node("device/vif/1/mac", "00:16:3e:00:00:02")
                .node("device/vif/0/mac", "00:16:3e:00:00:01")
                .node("device/vif/4/mac", "none")
                .node("device/vif/x/mac", "00:16:3e:00:00:09")
                .node("device/vif/5/state", "4");

        assertThat(StoreVifs.read(store.xenstore())).isEqualTo(Map.of(FIRST, 0, SECOND, 1));
    }

    @Test
    void theRunningSystemIsSeen() throws Exception {
        List<Seen> all = SystemInterfaces.all();

        assertThat(all)
                .isNotEmpty()
                .allMatch(seen -> seen.ifindex() > 0 && !seen.name().isEmpty());
        assertThat(all)
                .flatExtracting(Seen::addresses)
                .contains(new SeenAddress(InetAddress.ofLiteral("127.0.0.1"), 8));
    }

    private static Seen seen(int ifindex, String name, MacAddress mac, String... addresses) {
        return new Seen(
                ifindex,
                name,
                Optional.of(mac),
                true,
                1500,
                Arrays.stream(addresses).map(PortableTableTest::address).toList());
    }

    private static SeenAddress address(String text) {
        int slash = text.indexOf('/');
        return new SeenAddress(
                InetAddress.ofLiteral(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }
}
