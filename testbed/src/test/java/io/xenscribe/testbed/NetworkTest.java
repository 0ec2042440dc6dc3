package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Addresses and interfaces come, change and go while the agent runs. */
@NeedsRig
class NetworkTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path runtime;

    @ParameterizedTest
    @EnumSource
    void addressesComeAndGo(Daemon daemon) throws Throwable {
        try (Rig rig = Rig.up(daemon, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("addr add 192.0.2.20/24 dev enX1");
            guest.ip("addr add 2001:db8::20/64 dev enX1 nodad");
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "1", "ipv4")).containsExactly("192.0.2.20"));
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "1", "ipv6")).contains("2001:db8::20"));
            guest.ip("addr del 192.0.2.20/24 dev enX1");
            guest.ip("addr del 2001:db8::20/64 dev enX1");
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "1", "ipv4")).isEmpty());
            Eventually.within(
                    SOON,
                    () -> assertThat(addresses(rig, "1", "ipv6"))
                            .containsExactlyElementsOf(guest.addresses("enX1", "inet6")));

            guest.ip("addr add 10.9.0.1 peer 10.9.0.2 dev enX1");
            Eventually.within(
                    SOON,
                    () -> assertThat(addresses(rig, "1", "ipv4"))
                            .as("its own end, not the far one")
                            .containsExactly("10.9.0.1"));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void aSlotStaysWithItsAddress() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("addr del 192.0.2.1/24 dev enX0");
            guest.ipBatch(IntStream.rangeClosed(1, 12)
                    .mapToObj(n -> "addr add 192.0.2." + n + "/24 dev enX0")
                    .toList());
            Eventually.within(
                    SOON,
                    () -> assertThat(addresses(rig, "0", "ipv4"))
                            .containsExactlyInAnyOrderElementsOf(guest.addresses("enX0", "inet")));
            var before = Vif.addresses(rig, "0", "ipv4");
            assertThat(before).hasSize(12).containsEntry(0, "192.0.2.1");

            guest.ip("addr del 192.0.2.5/24 dev enX0");
            before.values().remove("192.0.2.5");
            Eventually.within(
                    SOON, () -> assertThat(Vif.addresses(rig, "0", "ipv4")).isEqualTo(before));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void interfacesAreRenamedTakenDownUnpluggedAndPlugged() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("addr add 2001:db8::1/64 dev enX0 nodad");
            guest.ip("addr add 192.0.2.2/24 dev enX1");
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "0", "ipv6")).contains("2001:db8::1"));
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "1", "ipv4")).containsExactly("192.0.2.2"));

            rig.command("nic", "rename", "0", "lan0");
            guest.ip("addr add 192.0.2.3/24 dev lan0");
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "0", "ipv4")).containsExactly("192.0.2.1", "192.0.2.3"));

            guest.ip("link set lan0 down");
            Eventually.within(
                    SOON,
                    () -> assertThat(addresses(rig, "0", "ipv6"))
                            .as("the kernel drops IPv6 addresses of a link that is down")
                            .isEmpty());
            guest.ip("link set lan0 up");
            Eventually.within(SOON, () -> {
                assertThat(guest.addresses("lan0", "inet6"))
                        .as("a link-local address")
                        .hasSize(1);
                assertThat(addresses(rig, "0", "ipv6")).containsExactlyElementsOf(guest.addresses("lan0", "inet6"));
            });
            assertThat(addresses(rig, "0", "ipv4")).containsExactly("192.0.2.1", "192.0.2.3");

            rig.command("nic", "del", "1");
            Eventually.within(
                    SOON,
                    () -> assertThat(rig.list("attr/vif/1"))
                            .as("nothing left behind")
                            .isEmpty());
            rig.command("nic", "add", "3");
            guest.ip("addr add 192.0.2.33/24 dev enX3");
            Eventually.within(
                    SOON, () -> assertThat(addresses(rig, "3", "ipv4")).containsExactly("192.0.2.33"));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStormEndsInTheRightStateWithFewWrites(Daemon daemon) throws Throwable {
        List<String> storm = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            String address = "10.1." + (n / 250) + "." + (n % 250 + 1) + "/16 dev enX1";
            storm.add("addr add " + address);
            if (n != 500) {
                storm.add("addr del " + address);
            }
        }
        try (Rig rig = Rig.up(daemon, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime);
                WatchLog log = rig.watch("attr", "data")) {
            guest.ipBatch(storm);
            guest.ip("addr add 10.2.0.1/16 dev enX1");
            Eventually.within(
                    SOON,
                    () -> assertThat(addresses(rig, "1", "ipv4")).containsExactlyInAnyOrder("10.1.2.1", "10.2.0.1"));
            assertThat(log.events()).hasSizeLessThan(storm.size() / 4);
            assertThat(agent.isAlive()).isTrue();
        }
    }

    @Test
    void theFirstSixteenOfFiveHundredAddressesArePublished() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ipBatch(manyAddresses(500));
            List<String> all = guest.addresses("enX0", "inet");
            try (Agent agent = Agent.start(guest, runtime)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(Vif.addresses(rig, "0", "ipv4"))
                                .hasSize(16)
                                .containsEntry(0, all.getFirst()));
                assertThat(addresses(rig, "0", "ipv4")).containsExactlyElementsOf(all.subList(0, 16));
                Eventually.within(
                        SOON,
                        () -> assertThat(agent.warnings("484"))
                                .as("one warning says how many are left out")
                                .hasSize(1));
                assertThat(agent.warnings("")).hasSize(1);
            }
        }
    }

    @Test
    void theFirstSixteenOfFiveHundredIpv6AddressesArePublished() throws Throwable {
        List<String> added = IntStream.range(0, 500)
                .mapToObj(n -> "addr add 2001:db8::1:" + Integer.toHexString(n + 1) + "/64 dev enX0 nodad")
                .toList();
        try (Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ipBatch(added);
            Eventually.within(
                    SOON,
                    () -> assertThat(guest.run("ip", "addr", "show", "dev", "enX0", "tentative"))
                            .as("the link-local address is usable")
                            .isEmpty());
            try (Agent agent = Agent.start(guest, runtime)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(addresses(rig, "0", "ipv6"))
                                .hasSize(16)
                                .allMatch(address -> address.startsWith("2001:db8::1:"), "global before link-local"));
                Eventually.within(
                        SOON,
                        () -> assertThat(agent.warnings("485"))
                                .as("with the link-local one, 485 are left out")
                                .hasSize(1));
                assertThat(agent.warnings("")).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheStoreRefusesIsOneWarning(Daemon daemon, @TempDir Path configuration) throws Throwable {
        Path agentFile = writeMappingOfManySlots(configuration);
        try (Rig rig = Rig.up(daemon, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ipBatch(manyAddresses(600));
            List<String> all = guest.addresses("enX0", "inet");
            try (Agent agent = Agent.start(guest, runtime, "--config", agentFile.toString())) {
                if (daemon == Daemon.OCAML) {
                    Eventually.within(
                            SOON, () -> assertThat(addresses(rig, "0", "ipv4")).containsExactlyElementsOf(all));
                    assertThat(agent.warnings("")).isEmpty();
                } else {
                    // xenstored counts the names of the children in a node's size: some 530 of these fit.
                    Eventually.within(SOON, () -> assertThat(agent.warnings("")).isNotEmpty());
                    assertThat(addresses(rig, "0", "ipv4")).hasSizeBetween(400, 599);
                    assertThat(all).containsAll(addresses(rig, "0", "ipv4"));
                    guest.ip("addr add 192.0.2.77/24 dev enX1");
                    Eventually.within(
                            SOON,
                            () -> assertThat(addresses(rig, "1", "ipv4"))
                                    .as("the store's other parts are kept up")
                                    .containsExactly("192.0.2.77"));
                    assertThat(agent.warnings("")).hasSize(1);
                }
            }
        }
    }

    private static Path writeMappingOfManySlots(Path folder) throws IOException {
        Files.writeString(folder.resolve("many.yaml"), """
                version: 1
                keys:
                  attr/vif:
                    own: true
                    keys:
                      ${nic.vif}:
                        for: nic in network.interfaces
                        value: ""
                        keys:
                          ipv4/${slot}: {for: ip in nic.ipv4, slots: 600, value: "${ip.address}"}
                """);
        return Files.writeString(folder.resolve("agent.yaml"), "mapping: many.yaml\n");
    }

    private static List<String> manyAddresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "addr add 10.3." + (n / 250) + "." + (n % 250 + 1) + "/16 dev enX0")
                .toList();
    }

    private static Collection<String> addresses(Rig rig, String vif, String family) {
        return Vif.addresses(rig, vif, family).values();
    }
}
