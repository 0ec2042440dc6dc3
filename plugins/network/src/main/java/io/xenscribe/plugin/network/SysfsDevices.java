package io.xenscribe.plugin.network;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From sysfs: {@code device} is there for an interface with a device, and {@code device/nodename} is the path of a
 * domain's device in Xenstore, {@code device/vif/0}. It belongs to the interface's index, so it is read once; sysfs goes
 * by name, and names move.
 */
final class SysfsDevices implements Devices {

    private static final String NODE = "device/vif/";

    private record Finding(String name, Device device) {}

    private final Root root;
    private final Map<Integer, Finding> findings = new HashMap<>();

    SysfsDevices(Root root) {
        this.root = root;
    }

    @Override
    public Device of(int ifindex, String name) {
        Finding known = findings.get(ifindex);
        if (known == null || (!known.device().exists() && !known.name().equals(name))) {
            known = new Finding(name, look(ifindex, name));
            findings.put(ifindex, known);
        }
        return known.device();
    }

    void forget(int ifindex) {
        findings.remove(ifindex);
    }

    void keepOnly(Set<Integer> ifindexes) {
        findings.keySet().retainAll(ifindexes);
    }

    private Device look(int ifindex, String name) {
        String folder = "/sys/class/net/" + name;
        try {
            if (!root.exists(folder + "/device")) {
                return Device.NONE;
            }
            Device device = Device.OTHER;
            if (is("vif", folder + "/device/devtype")) {
                Optional<Integer> number = number(root.line(folder + "/device/nodename"));
                device = number.isPresent() ? Device.vif(number.get()) : Device.OTHER;
            }
            // Read last: by now the name may be another interface's.
            return is(Integer.toString(ifindex), folder + "/ifindex") ? device : Device.NONE;
        } catch (IOException | InvalidPathException unreadable) {
            // Gone meanwhile, or a name that this system's character set has not: a new name makes us look again.
            return Device.NONE;
        }
    }

    private boolean is(String expected, String path) throws IOException {
        Optional<String> line = root.line(path);
        return line.isPresent() && line.get().equals(expected);
    }

    private static Optional<Integer> number(Optional<String> node) {
        if (node.isEmpty() || !node.get().startsWith(NODE)) {
            return Optional.empty();
        }
        String digits = node.get().substring(NODE.length());
        if (digits.isEmpty() || digits.length() > 9) {
            return Optional.empty();
        }
        int number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return Optional.empty();
            }
            number = number * 10 + (c - '0');
        }
        return Optional.of(number);
    }
}
