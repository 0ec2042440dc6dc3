package io.xenscribe.plugin.sriov;

import io.xenscribe.api.MacAddress;
import io.xenscribe.api.XenstoreReader;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the toolstack says that it passed through: {@code xenserver/device/net-sriov-vf/n/mac} in Xenstore. */
final class PassedThrough {

    static final String FOLDER = "xenserver/device/net-sriov-vf";

    private PassedThrough() {}

    /**
     * Index to MAC address. A function without one is left out: the toolstack writes one node after the other.
     *
     * @throws IOException when the store does not answer
     */
    static SortedMap<Integer, MacAddress> read(XenstoreReader store) throws IOException {
        SortedMap<Integer, MacAddress> functions = new TreeMap<>();
        for (String name : store.list(FOLDER)) {
            Optional<String> mac = store.read(FOLDER + "/" + name + "/mac");
            try {
                if (mac.isPresent()) {
                    functions.put(Integer.valueOf(name), MacAddress.parse(mac.get()));
                }
            } catch (IllegalArgumentException other) {
                // Neither is for us to judge; there is nothing to find an interface by.
            }
        }
        return functions;
    }
}
