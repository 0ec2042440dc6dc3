package io.xenscribe.testbed;

import java.util.Map;
import java.util.TreeMap;

/** A VIF's addresses as dom0 reads them. */
final class Vif {

    private Vif() {}

    /** Slot to address; {@code family} is {@code ipv4} or {@code ipv6}. */
    static Map<Integer, String> addresses(Rig rig, String number, String family) {
        String folder = "attr/vif/" + number + "/" + family;
        Map<Integer, String> found = new TreeMap<>();
        rig.list(folder).forEach((path, value) -> {
            if (path.length() > folder.length()) {
                found.put(Integer.valueOf(path.substring(folder.length() + 1)), value);
            }
        });
        return found;
    }
}
