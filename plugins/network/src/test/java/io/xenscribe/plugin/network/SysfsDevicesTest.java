package io.xenscribe.plugin.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysfsDevicesTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theNumberStaysWithTheIndexWhenTheNameMoves() throws IOException {
        SysfsDevices devices = new SysfsDevices(Root.of(folder));
        device("eth0", 2, "vif", "device/vif/0");
        device("eth1", 3, "vif", "device/vif/1");
        assertThat(devices.of(2, "eth0")).isEqualTo(Device.vif(0));
        assertThat(devices.of(3, "eth1")).isEqualTo(Device.vif(1));

        device("eth0", 3, "vif", "device/vif/1");
        device("eth1", 2, "vif", "device/vif/0");

        assertThat(devices.of(2, "eth1")).isEqualTo(Device.vif(0));
        assertThat(devices.of(3, "eth0")).isEqualTo(Device.vif(1));
    }

    @Test
    void aNameThatIsAnotherInterfacesByNowTellsNothing() throws IOException {
        SysfsDevices devices = new SysfsDevices(Root.of(folder));
        device("eth0", 7, "vif", "device/vif/4");

        assertThat(devices.of(2, "eth0")).isEqualTo(Device.NONE);
        device("lan0", 2, "vif", "device/vif/0");
        assertThat(devices.of(2, "lan0")).isEqualTo(Device.vif(0));
    }

    @Test
    void anIndexThatWasGoneIsLookedUpAnew() throws IOException {
        SysfsDevices devices = new SysfsDevices(Root.of(folder));
        device("eth0", 2, "vif", "device/vif/0");
        devices.of(2, "eth0");
        device("eth0", 2, "vif", "device/vif/3");

        assertThat(devices.of(2, "eth0")).isEqualTo(Device.vif(0));
        devices.forget(2);
        assertThat(devices.of(2, "eth0")).isEqualTo(Device.vif(3));
        device("eth0", 2, "vif", "device/vif/5");
        devices.keepOnly(Set.of(1));
        assertThat(devices.of(2, "eth0")).isEqualTo(Device.vif(5));
    }

    @Test
    void otherDevicesAreNoVifAndWhatTheKernelMadeUpIsNoDevice() throws IOException {
        SysfsDevices devices = new SysfsDevices(Root.of(folder));
        device("a", 1, "pci", "device/vif/0");
        device("b", 2, "vif", "device/vbd/51712");
        device("c", 3, "vif", "device/vif/");
        device("d", 4, "vif", "device/vif/0/1");
        device("e", 5, "vif", "device/vif/99999999999");

        for (int ifindex = 1; ifindex <= 5; ifindex++) {
            assertThat(devices.of(ifindex, String.valueOf((char) ('a' + ifindex - 1))))
                    .isEqualTo(Device.OTHER);
        }
        assertThat(devices.of(6, "veth0")).isEqualTo(Device.NONE);
        assertThat(devices.of(7, "\0")).isEqualTo(Device.NONE);
    }

    private void device(String name, int ifindex, String type, String node) throws IOException {
        Path nic = folder.resolve("sys/class/net").resolve(name);
        Path device = Files.createDirectories(nic.resolve("device"));
        Files.writeString(nic.resolve("ifindex"), ifindex + "\n");
        Files.writeString(device.resolve("devtype"), type + "\n");
        Files.writeString(device.resolve("nodename"), node + "\n");
    }
}
