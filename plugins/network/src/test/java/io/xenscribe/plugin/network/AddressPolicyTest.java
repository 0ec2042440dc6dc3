package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddressPolicyTest {

    @Test
    void nothingUsableIsLeftOutUnlessTheOptionsSaySo() {
        AddressPolicy policy = new AddressPolicy(Samples.OPTIONS);

        assertThat(policy.lists(address("192.0.2.1", Scope.GLOBAL))).isTrue();
        assertThat(policy.lists(address("fe80::1", Scope.LINK))).isTrue();
        assertThat(policy.lists(address("2001:db8::1", Scope.GLOBAL, AddressFlag.DEPRECATED)))
                .isTrue();
        assertThat(policy.lists(address("2001:db8::1", Scope.GLOBAL, AddressFlag.TEMPORARY)))
                .isTrue();
    }

    @Test
    void familiesScopesAndUnfitOnesCanBeLeftOut() {
        AddressPolicy policy = new AddressPolicy(new NetworkOptions(
                List.of(),
                List.of(),
                List.of(Family.IPV6),
                List.of(Scope.GLOBAL),
                Placement.OUT,
                Placement.OUT,
                Duration.ofSeconds(1)));

        assertThat(policy.lists(address("192.0.2.1", Scope.GLOBAL))).isFalse();
        assertThat(policy.lists(address("fe80::1", Scope.LINK))).isFalse();
        assertThat(policy.lists(address("2001:db8::1", Scope.GLOBAL))).isTrue();
        assertThat(policy.lists(address("2001:db8::1", Scope.GLOBAL, AddressFlag.DEPRECATED)))
                .isFalse();
        assertThat(policy.lists(address("2001:db8::1", Scope.GLOBAL, AddressFlag.TEMPORARY)))
                .isFalse();
    }

    @Test
    void aBridgeIsLeftOutByNameOnlyWhereItsPacketsStayInside() {
        Ports.Link docker = link(2, "docker0", Stacking.ALONE, Device.NONE);
        Ports.Link bridge = link(3, "virbr1", Stacking.ALONE, Device.NONE);
        Ports.Link vif = link(4, "veth0", inside(3), Device.vif(0));
        Ports ports = new Ports(List.of(docker, bridge, vif));

        AddressPolicy byDefault = new AddressPolicy(Samples.leavingOut(List.of("docker*", "v*"), List.of()));
        assertThat(byDefault.lists(docker, ports)).isFalse();
        assertThat(byDefault.lists(bridge, ports))
                .as("it may hold the only address")
                .isTrue();
        assertThat(byDefault.lists(vif, ports)).isTrue();

        AddressPolicy always = new AddressPolicy(Samples.leavingOut(List.of(), List.of("v*")));
        assertThat(always.lists(docker, ports)).isTrue();
        assertThat(always.lists(bridge, ports)).isFalse();
        assertThat(always.lists(vif, ports)).as("a VIF, whatever its name").isTrue();
    }

    private static Ports.Link link(int ifindex, String name, Stacking stacking, Device device) {
        return new Ports.Link(ifindex, name, Optional.empty(), stacking, device);
    }

    private static Stacking inside(int master) {
        return new Stacking(Stacking.Kind.OTHER, Optional.of(master), Optional.empty(), Optional.empty());
    }

    @Test
    void aFallbackAddressHasTheScopeOfItsLink() {
        assertThat(Scope.of(InetAddress.ofLiteral("169.254.3.4"), 0)).isEqualTo(Scope.LINK);
        assertThat(Scope.of(InetAddress.ofLiteral("169.253.3.4"), 0)).isEqualTo(Scope.GLOBAL);
        assertThat(Scope.of(InetAddress.ofLiteral("169.254.3.4"), 254)).isEqualTo(Scope.HOST);
        assertThat(Scope.of(InetAddress.ofLiteral("10.0.0.1"), 253)).isEqualTo(Scope.LINK);
    }

    private static Address address(String text, Scope scope, AddressFlag... flags) {
        return new Address(InetAddress.ofLiteral(text), 64, scope, List.of(flags), Optional.empty());
    }
}
