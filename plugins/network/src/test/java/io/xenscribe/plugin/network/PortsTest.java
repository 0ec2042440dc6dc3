package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.MacAddress;
import io.xenscribe.plugin.network.Stacking.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PortsTest {

    private final List<Ports.Link> links = new ArrayList<>();

    @Test
    void aVifOrFunctionIsItsOwnPort() {
        vif(2, 0);
        link(3, Device.OTHER, alone());
        link(4, Device.NONE, alone());

        assertThat(port(2)).hasValue("if2");
        assertThat(port(3)).hasValue("if3");
        assertThat(port(4)).isEmpty();
        assertThat(port(99)).isEmpty();
    }

    @Test
    void aVifInABridgeStaysItsOwnPort() {
        link(2, Device.vif(0), in(9));
        link(9, Device.NONE, alone());

        assertThat(port(2)).hasValue("if2");
        assertThat(port(9)).hasValue("if2");
    }

    @Test
    void aBridgeOverAVlanOverABondOfTwo() {
        link(2, Device.vif(0), in(4));
        link(3, Device.vif(1), in(4));
        link(4, Device.NONE, bond(Optional.empty()));
        link(5, Device.NONE, new Stacking(Kind.ON_TOP, Optional.of(6), Optional.of(4), Optional.empty()));
        link(6, Device.NONE, alone());

        assertThat(port(6)).hasValue("if2");
    }

    @Test
    void aBondSendsThroughTheActivePortWhereTheKernelTells() {
        link(2, Device.vif(0), in(4));
        link(3, Device.vif(1), in(4));
        link(4, Device.NONE, bond(Optional.of(3)));

        assertThat(port(4)).hasValue("if3");
    }

    @Test
    void anActivePortThatIsNotKnownIsNone() {
        link(3, Device.vif(1), in(4));
        link(2, Device.vif(7), in(4));
        link(4, Device.NONE, bond(Optional.of(77)));

        assertThat(port(4)).as("the lowest number of a VIF").hasValue("if3");
    }

    @Test
    void amongManyPortsTheVif() {
        link(1, Device.NONE, in(9));
        link(2, Device.OTHER, in(9));
        link(3, Device.vif(5), in(9));
        for (int tap = 10; tap < 500; tap++) {
            link(tap, Device.NONE, in(9));
        }
        link(9, Device.NONE, alone());

        assertThat(port(9)).as("a VIF before a function").hasValue("if3");
        assertThat(port(10)).isEmpty();
    }

    @Test
    void circlesEnd() {
        link(2, Device.NONE, on(3));
        link(3, Device.NONE, on(2));
        link(4, Device.NONE, in(4));
        link(5, Device.NONE, in(6));
        link(6, Device.NONE, in(5));

        for (int ifindex = 2; ifindex <= 6; ifindex++) {
            assertThat(port(ifindex)).isEmpty();
        }
    }

    @Test
    void moreLevelsThanAnyKernelHasEnd() {
        vif(1, 0);
        for (int level = 2; level < 50_000; level++) {
            link(level, Device.NONE, on(level - 1));
        }

        assertThat(port(9)).hasValue("if1");
        assertThat(port(49_999)).isEmpty();
    }

    @Test
    void aRoutingTablesDeviceSendsThroughNoneOfItsMembers() {
        link(2, Device.vif(0), in(3));
        link(3, Device.NONE, new Stacking(Kind.VRF, Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(port(3)).isEmpty();
        assertThat(port(2)).hasValue("if2");
    }

    @Test
    void aSwitchPortIsToldByItsAddressOrByThereBeingOneVifOnly() {
        Stacking openVswitch = new Stacking(Kind.OPEN_VSWITCH, Optional.empty(), Optional.empty(), Optional.empty());
        link(2, Device.vif(0), in(9));
        add(9, Device.NONE, openVswitch, 90);
        add(10, Device.NONE, openVswitch, 2);
        add(11, Device.NONE, openVswitch, 91);
        assertThat(port(11)).as("one VIF only").hasValue("if2");

        link(3, Device.vif(1), in(9));
        add(12, Device.NONE, openVswitch, 3);
        assertThat(port(10)).hasValue("if2");
        assertThat(port(12)).hasValue("if3");
        assertThat(port(11)).as("no way to tell").isEmpty();
    }

    private Optional<String> port(int ifindex) {
        return new Ports(links).of(ifindex);
    }

    private void vif(int ifindex, int number) {
        link(ifindex, Device.vif(number), alone());
    }

    private void link(int ifindex, Device device, Stacking stacking) {
        add(ifindex, device, stacking, ifindex);
    }

    private void add(int ifindex, Device device, Stacking stacking, int mac) {
        links.add(new Ports.Link(ifindex, "if" + ifindex, Optional.of(new MacAddress(mac)), stacking, device));
    }

    private static Stacking alone() {
        return Stacking.ALONE;
    }

    private static Stacking in(int master) {
        return new Stacking(Kind.OTHER, Optional.of(master), Optional.empty(), Optional.empty());
    }

    private static Stacking on(int lower) {
        return new Stacking(Kind.ON_TOP, Optional.empty(), Optional.of(lower), Optional.empty());
    }

    private static Stacking bond(Optional<Integer> activePort) {
        return new Stacking(Kind.BOND, Optional.empty(), Optional.empty(), activePort);
    }
}
