package io.xenscribe.plugin.network;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which interface is which virtual interface of the domain, from sysfs: {@code device/nodename} is the path of the
 * device in Xenstore, {@code device/vif/0}. The number belongs to the interface's index, so it is read once; sysfs goes
 * by name, and names move.
 */
final class VifNumbers {

    private static final String NODE = "device/vif/";

    private record Finding(String name, Optional<Integer> number) {}

    private final Root root;
    private final Map<Integer, Finding> findings = new HashMap<>();

    VifNumbers(Root root) {
        this.root = root;
    }

    /** The number, or nothing for an interface that is no virtual one of the domain. */
    Optional<Integer> numberOf(int ifindex, String name) {
        Finding known = findings.get(ifindex);
        if (known == null || (known.number().isEmpty() && !known.name().equals(name))) {
            known = new Finding(name, look(ifindex, name));
            findings.put(ifindex, known);
        }
        return known.number();
    }

    void forget(int ifindex) {
        findings.remove(ifindex);
    }

    void keepOnly(Set<Integer> ifindexes) {
        findings.keySet().retainAll(ifindexes);
    }

    private Optional<Integer> look(int ifindex, String name) {
        String folder = "/sys/class/net/" + name;
        try {
            if (!is("vif", folder + "/device/devtype")) {
                return Optional.empty();
            }
            Optional<Integer> number = number(root.line(folder + "/device/nodename"));
            // Read last: by now the name may be another interface's.
            return is(Integer.toString(ifindex), folder + "/ifindex") ? number : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            // Gone meanwhile, or a name that this system's character set has not: a new name makes us look again.
            return Optional.empty();
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
