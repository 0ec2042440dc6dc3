package io.xenscribe.plugin.sriov;

import io.xenscribe.api.MacAddress;
import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the interfaces of PCI devices in sysfs. A bond, bridge or VLAN that has taken over the address of a function has no
 * device, so it is not among them.
 */
final class PciInterfaces {

    private static final String FOLDER = "/sys/class/net/";

    private final Root root;

    PciInterfaces(Root root) {
        this.root = root;
    }

    List<PciInterface> find() throws IOException {
        List<PciInterface> found = new ArrayList<>();
        for (String name : root.list(FOLDER)) {
            Optional<PciInterface> each = Optional.empty();
            try {
                each = look(name);
            } catch (IOException | IllegalArgumentException gone) {
                // Renamed or unplugged meanwhile; the kernel's announcement of it makes us look again.
            }
            if (each.isPresent()) {
                found.add(each.get());
            }
        }
        return found;
    }

    private Optional<PciInterface> look(String name) throws IOException {
        String folder = FOLDER + name;
        Optional<byte[]> device = root.bytes(folder + "/device/uevent");
        if (device.isEmpty() || !isPci(device.get())) {
            return Optional.empty();
        }
        Optional<String> ifindex = root.line(folder + "/ifindex");
        Optional<String> mac = root.line(folder + "/bonding_slave/perm_hwaddr");
        if (mac.isEmpty()) {
            mac = root.line(folder + "/address");
        }
        // Sysfs goes by name, and names move: by now it may be another interface's.
        boolean still = root.line(folder + "/ifindex").equals(ifindex);
        return still && ifindex.isPresent() && mac.isPresent()
                ? Optional.of(new PciInterface(Integer.parseInt(ifindex.get()), name, MacAddress.parse(mac.get())))
                : Optional.empty();
    }

    /** The lines of uevent are those with which the kernel announced the device; PCI's have the slot among them. */
    private static boolean isPci(byte[] uevent) {
        String text = new String(uevent, StandardCharsets.UTF_8);
        return text.startsWith("PCI_SLOT_NAME=") || text.contains("\nPCI_SLOT_NAME=");
    }
}
