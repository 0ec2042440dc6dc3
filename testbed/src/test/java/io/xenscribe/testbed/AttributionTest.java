package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses on what stands above a VIF or a function passed through are the VIF's or the function's to dom0. */
@NeedsRig
class AttributionTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path runtime;

    @Test
    void aVifMovesIntoABridgeIsRenamedThereAndMovesOut() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("link add br0 type bridge");
            guest.ip("link set br0 up");
            guest.ip("link set enX0 master br0");
            guest.ip("addr add 192.0.2.1/24 dev br0");
            guest.ip("addr del 192.0.2.1/24 dev enX0");
            guest.ip("addr add 192.0.2.2/24 dev br0");
            guest.ip("addr add 2001:db8::2/64 dev br0 nodad");
            expect(rig, "0", "ipv4", "192.0.2.1", "192.0.2.2");
            Eventually.within(
                    SOON,
                    () -> assertThat(Vif.addresses(rig, "0", "ipv6"))
                            .as("the main address is the global one of the bridge")
                            .containsEntry(0, "2001:db8::2"));

            rig.command("nic", "rename", "0", "lan0");
            guest.ip("link add link br0 name shim0 type macvlan mode bridge");
            guest.ip("addr add 192.0.2.3/24 dev shim0");
            expect(rig, "0", "ipv4", "192.0.2.1", "192.0.2.2", "192.0.2.3");

            guest.ip("link set lan0 nomaster");
            expect(rig, "0", "ipv4");
            guest.ip("link set enX1 master br0");
            expect(rig, "1", "ipv4", "192.0.2.1", "192.0.2.2", "192.0.2.3");

            guest.ip("link del br0");
            guest.ip("addr add 192.0.2.1/24 dev lan0");
            expect(rig, "0", "ipv4", "192.0.2.1");
            expect(rig, "1", "ipv4");
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void aBridgeOfContainersStaysInside() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("link add docker0 type bridge");
            guest.ip("link add veth1a2b3c type veth peer name inside");
            guest.ip("link set veth1a2b3c master docker0");
            guest.ip("link set docker0 up");
            guest.ip("addr add 172.17.0.1/16 dev docker0");
            guest.ip("addr add 192.0.2.5/24 dev enX1 label enX1:1");

            expect(rig, "1", "ipv4", "192.0.2.5");
            assertThat(rig.list("attr").values()).doesNotContain("172.17.0.1");
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void theMainAddressIsTheFittest() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            guest.ip("addr add 2001:db8::1/64 dev enX0 nodad");
            guest.ip("addr add 2001:db8::2/64 dev enX0 nodad");
            Eventually.within(
                    SOON, () -> assertThat(Vif.addresses(rig, "0", "ipv6")).containsEntry(0, "2001:db8::1"));
            guest.ip("addr change 2001:db8::1/64 dev enX0 valid_lft 3600 preferred_lft 0");
            Eventually.within(
                    SOON,
                    () -> assertThat(Vif.addresses(rig, "0", "ipv6"))
                            .containsEntry(0, "2001:db8::2")
                            .containsValue("2001:db8::1"));

            guest.run("sh", "-c", "echo 600 > /proc/sys/net/ipv6/conf/enX0/dad_transmits");
            guest.ip("addr add 2001:db8::3/64 dev enX0");
            guest.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/enX0/dad_transmits");
            guest.ip("addr add 2001:db8::4/64 dev enX0");
            Eventually.within(
                    SOON, () -> assertThat(Vif.addresses(rig, "0", "ipv6")).containsValue("2001:db8::4"));
            assertThat(Vif.addresses(rig, "0", "ipv6"))
                    .as("it is still being looked whether another machine has it")
                    .doesNotContainValue("2001:db8::3");
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void aFunctionIsPluggedPutIntoABridgeAndUnplugged() throws Throwable {
        try (Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI, "--vfs", "1");
                Guest guest = rig.guest()) {
            String folder = "xenserver/attr/net-sriov-vf";
            rig.command("vf", "del", "0");
            try (Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
                guest.ip("addr add 198.51.100.1/24 dev ens5");
                assertThat(rig.list(folder)).isEmpty();

                rig.command("vf", "add", "0");
                Eventually.within(
                        SOON, () -> assertThat(rig.list(folder)).containsEntry(folder + "/0/ipv4/0", "198.51.100.1"));

                guest.ip("link add br0 type bridge");
                guest.ip("link set ens5 master br0");
                guest.ip("link set br0 up");
                guest.ip("addr del 198.51.100.1/24 dev ens5");
                guest.ip("addr add 198.51.100.2/24 dev br0");
                Eventually.within(
                        SOON, () -> assertThat(rig.list(folder)).containsEntry(folder + "/0/ipv4/0", "198.51.100.2"));

                rig.command("vf", "del", "0");
                Eventually.within(
                        SOON,
                        () -> assertThat(rig.list(folder).keySet())
                                .allMatch(path -> path.equals(folder), "nothing left below"));
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    @Test
    void aVifIsUnpluggedWhileItIsBeingChanged() throws Throwable {
        List<String> changes = new ArrayList<>();
        for (int n = 0; n < 200; n++) {
            changes.add("addr add 10.1.0." + (n % 250 + 1) + "/16 dev enX1");
            changes.add("addr del 10.1.0." + (n % 250 + 1) + "/16 dev enX1");
        }
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            Process changing = guest.inside(List.of("ip", "-force", "-batch", "-"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var commands = changing.outputWriter()) {
                for (String change : changes.subList(0, 200)) {
                    commands.write(change + "\n");
                }
                commands.flush();
                rig.command("nic", "del", "1");
                for (String change : changes.subList(200, 400)) {
                    commands.write(change + "\n");
                }
            }
            changing.waitFor();
            guest.ip("addr add 192.0.2.9/24 dev enX0");

            expect(rig, "0", "ipv4", "192.0.2.1", "192.0.2.9");
            Eventually.within(SOON, () -> assertThat(rig.list("attr/vif/1")).isEmpty());
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void vifsArePluggedAndUnpluggedInQuickSuccession() throws Throwable {
        try (Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.withOneAddress(rig, guest, runtime)) {
            for (int round = 0; round < 3; round++) {
                for (String vif : List.of("2", "3", "4")) {
                    rig.command("nic", "add", vif);
                    guest.ip("addr add 10.6." + vif + "." + (round + 1) + "/24 dev enX" + vif);
                }
                rig.command("nic", "del", "2");
                rig.command("nic", "del", "4");
                if (round < 2) {
                    rig.command("nic", "del", "3");
                }
            }
            expect(rig, "3", "ipv4", "10.6.3.3");
            Eventually.within(
                    SOON,
                    () -> assertThat(rig.list("attr/vif").keySet())
                            .noneMatch(path -> path.startsWith("attr/vif/2") || path.startsWith("attr/vif/4")));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void fiftyVifs() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI, "--vifs", "50");
                Guest guest = rig.guest()) {
            guest.ipBatch(IntStream.range(0, 50)
                    .mapToObj(n -> "addr add 10.5." + n + ".1/24 dev enX" + n)
                    .toList());
            try (Agent agent = Agent.start(guest, runtime)) {
                Eventually.within(SOON, () -> {
                    Map<String, String> keys = rig.list("attr/vif");
                    for (int n = 0; n < 50; n++) {
                        assertThat(keys)
                                .as(agent.output())
                                .containsEntry("attr/vif/" + n + "/ipv4/0", "10.5." + n + ".1");
                    }
                });
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    private static void expect(Rig rig, String vif, String family, String... addresses) throws Throwable {
        Eventually.within(
                SOON, () -> assertThat(Vif.addresses(rig, vif, family).values()).containsExactlyInAnyOrder(addresses));
    }
}
