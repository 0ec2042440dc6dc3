package io.xenscribe.plugin.network;

import static io.xenscribe.plugin.network.Samples.FIVE_HUNDRED;
import static io.xenscribe.plugin.network.Samples.TWO_VIFS;
import static io.xenscribe.plugin.network.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.MacAddress;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import io.xenscribe.api.testkit.ScriptedNetlink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NetworkCollectorTest {

    private final ScriptedNetlink kernel = new ScriptedNetlink();
    private final FixtureContext<NetworkFacts> context =
            FixtureContext.<NetworkFacts>of(TWO_VIFS).options(Samples.OPTIONS).netlink(kernel);

    @Test
    void publishesOnceWhenAllIsListed() throws Exception {
        answerAll();

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(1);
        assertThat(context.last().interfaces())
                .extracting(Nic::ifindex, Nic::name, Nic::vif, Nic::port)
                .as("those with a global address first")
                .containsExactly(
                        tuple(3, "enX0", Optional.of(0), Optional.of("enX0")),
                        tuple(5, "enX1", Optional.of(1), Optional.of("enX1")),
                        tuple(1, "lo", Optional.empty(), Optional.empty()),
                        tuple(2, "enX0p", Optional.empty(), Optional.empty()),
                        tuple(4, "enX1p", Optional.empty(), Optional.empty()));
        assertThat(kernel.groups()).isEqualTo(0x111);
        assertThat(kernel.isOpen()).isFalse();
    }

    @Test
    void anInterfaceHasWhatTheKernelSays() throws Exception {
        answerAll();

        Nic nic = named("enX0", context.run(new NetworkCollector()).last());

        assertThat(nic.mac()).hasValue(MacAddress.parse("00:16:3e:00:00:01"));
        assertThat(nic.operState()).isEqualTo(OperState.UP);
        assertThat(nic.mtu()).hasValue(1500);
        Address main = nic.ipv4().get(0);
        assertThat(main.address().getHostAddress()).isEqualTo("192.0.2.10");
        assertThat(main.prefixLength()).isEqualTo(24);
        assertThat(main.scope()).isEqualTo(Scope.GLOBAL);
        assertThat(main.flags()).containsExactly(AddressFlag.PERMANENT);
        assertThat(main.label()).hasValue("enX0");
    }

    @Test
    void theLoopbackInterfaceHasNoMac() throws Exception {
        answerAll();

        Nic lo = named("lo", context.run(new NetworkCollector()).last());

        assertThat(lo.mac()).isEmpty();
        assertThat(ipv4(lo)).containsExactly("127.0.0.1");
        assertThat(lo.ipv4().get(0).scope()).isEqualTo(Scope.HOST);
    }

    @Test
    void widerScopesComeFirstThoughYounger() throws Exception {
        answerAll();

        Nic nic = named("enX0", context.run(new NetworkCollector()).last());

        assertThat(ipv6(nic)).containsExactly("2001:db8:0:0:0:0:0:10", "fe80:0:0:0:0:0:0:1");
        assertThat(nic.ipv6()).extracting(Address::scope).containsExactly(Scope.GLOBAL, Scope.LINK);
    }

    @Test
    void theFarEndIsNeverOnesOwnAddress() throws Exception {
        answerAll();

        Nic nic = named("enX1", context.run(new NetworkCollector()).last());

        assertThat(ipv4(nic)).containsExactly("10.11.0.1");
        assertThat(ipv6(nic)).containsExactly("2001:db8:1:0:0:0:0:1");
    }

    @Test
    void addressesComeAndGo() throws Exception {
        answerAll();
        announce("address-added", "address-removed", "twelve-added", "middle-removed", "ipv6-added", "ipv6-removed");

        context.run(new NetworkCollector());

        List<Nic> steps = new ArrayList<>();
        context.published().forEach(facts -> steps.add(named("enX0", facts)));
        assertThat(steps).hasSize(7);
        assertThat(ipv4(steps.get(1))).containsExactly("192.0.2.10", "192.0.2.11");
        assertThat(steps.get(1).ipv4().get(1).label()).hasValue("enX0:1");
        assertThat(steps.get(1).ipv4().get(1).flags()).contains(AddressFlag.SECONDARY);
        assertThat(ipv4(steps.get(2))).containsExactly("192.0.2.10");
        assertThat(ipv4(steps.get(3)))
                .hasSize(13)
                .startsWith("192.0.2.10", "198.51.100.1", "198.51.100.2")
                .endsWith("198.51.100.12");
        assertThat(ipv4(steps.get(4))).hasSize(12).doesNotContain("198.51.100.6");
        assertThat(ipv6(steps.get(5)))
                .as("the older one stays first")
                .containsExactly("2001:db8:0:0:0:0:0:10", "2001:db8:0:0:0:0:0:20", "fe80:0:0:0:0:0:0:1");
        assertThat(ipv6(steps.get(6))).containsExactly("2001:db8:0:0:0:0:0:20", "fe80:0:0:0:0:0:0:1");
    }

    @Test
    void aStormIsPublishedOnce() throws Exception {
        answerAll();
        announce("twelve-added");

        context.run(new NetworkCollector());

        assertThat(context.published()).hasSize(2);
    }

    @Test
    void anInterfaceThatIsDownKeepsTheAddressesThatTheKernelKeeps() throws Exception {
        answerAll();
        announce("ipv6-added", "ipv6-removed", "down");

        Nic nic = named("enX0", context.run(new NetworkCollector()).last());

        assertThat(nic.operState()).isEqualTo(OperState.DOWN);
        assertThat(ipv4(nic)).containsExactly("192.0.2.10");
        assertThat(nic.ipv6()).as("the kernel removes these").isEmpty();
    }

    @Test
    void leavingABridgeIsNotLeavingTheMachine() throws Exception {
        answerAll();
        announce("bridged", "unbridged");

        context.run(new NetworkCollector());

        assertThat(ipv4(named("enX0", context.last()))).containsExactly("192.0.2.10");
        assertThat(named("br0", context.last()).vif()).isEmpty();
        assertThat(kernel.requests()).as("it was listed once").hasSize(3);
    }

    @Test
    void aRenamedInterfaceKeepsItsVif() throws Exception {
        answerAll();
        announce("renamed");

        Nic nic = named("lan0", context.run(new NetworkCollector()).last());

        assertThat(nic.ifindex()).isEqualTo(3);
        assertThat(nic.vif()).hasValue(0);
    }

    @Test
    void anUnpluggedInterfaceIsGone() throws Exception {
        answerAll();
        announce("unplugged");

        context.run(new NetworkCollector());

        assertThat(context.last().interfaces()).extracting(Nic::name).containsExactly("enX0", "lo", "enX0p");
        assertThat(kernel.requests()).hasSize(3);
    }

    @Test
    void allEventsLeadToWhatTheKernelListsAfterwards() throws Exception {
        answerAll();
        announce(
                "address-added",
                "address-removed",
                "twelve-added",
                "middle-removed",
                "ipv6-added",
                "ipv6-removed",
                "down",
                "up",
                "bridged",
                "unbridged",
                "renamed",
                "unplugged");
        NetworkFacts followed = context.run(new NetworkCollector()).last();

        NetworkFacts listed = FixtureContext.<NetworkFacts>of(TWO_VIFS)
                .options(Samples.OPTIONS)
                .netlink(Samples.kernel(TWO_VIFS, "netlink-after"))
                .run(new NetworkCollector())
                .last();

        assertThat(followed.interfaces())
                .as("apart from what sysfs says, which is of before")
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("vif", "port")
                .isEqualTo(listed.interfaces());
    }

    @Test
    void fiveHundredAddressesAreInTheOrderOfTheirMaking() throws Exception {
        Nic nic = named(
                "enX0",
                FixtureContext.<NetworkFacts>of(FIVE_HUNDRED)
                        .options(Samples.OPTIONS)
                        .netlink(Samples.kernel(FIVE_HUNDRED, "netlink"))
                        .run(new NetworkCollector())
                        .last());

        List<String> ipv4 = new ArrayList<>();
        List<String> ipv6 = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
            ipv4.add("10.0." + n / 250 + "." + (n % 250 + 1));
        }
        for (int n = 1; n <= 100; n++) {
            ipv6.add("2001:db8:0:0:0:0:0:" + Integer.toHexString(n));
        }
        assertThat(ipv4(nic)).containsExactlyElementsOf(ipv4);
        assertThat(ipv6(nic)).containsExactlyElementsOf(ipv6);
    }

    @Test
    void anImageHasNoKernelToAsk() {
        var image = FixtureContext.<NetworkFacts>of(TWO_VIFS).options(Samples.OPTIONS);

        assertThatThrownBy(() -> image.run(new NetworkCollector())).isInstanceOf(KernelAbsentException.class);
    }

    @Test
    void aSystemWithoutNetlinkIsLookedAtFromTimeToTime() throws Exception {
        var other = FixtureContext.<NetworkFacts>of(Path.of("/"))
                .options(Samples.OPTIONS)
                .thenNothing();

        other.run(new NetworkCollector());

        assertThat(other.published()).hasSize(2);
        assertThat(other.waits()).containsOnly(Samples.OPTIONS.period());
        Nic loopback = named("lo", other.last());
        assertThat(ipv4(loopback)).contains("127.0.0.1");
        assertThat(loopback.ipv4().get(0).prefixLength()).isEqualTo(8);
        assertThat(loopback.ipv4().get(0).scope()).isEqualTo(Scope.HOST);
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new NetworkCollector()))
                .isEmpty();
    }

    private void answerAll() {
        kernel.answer(event("links")).answer(event("ipv4")).answer(event("ipv6"));
    }

    private void announce(String... events) {
        for (String name : events) {
            context.then(() -> kernel.arrive(event(name)));
        }
    }

    private static Nic named(String name, NetworkFacts facts) {
        return facts.interfaces().stream()
                .filter(nic -> nic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + facts));
    }

    private static List<String> ipv4(Nic nic) {
        return texts(nic.ipv4());
    }

    private static List<String> ipv6(Nic nic) {
        return texts(nic.ipv6());
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(a -> a.address().getHostAddress()).toList();
    }
}
