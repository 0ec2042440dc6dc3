package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import io.xenscribe.api.XenstoreReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The virtual interfaces of the domain as Xenstore has them: {@code device/vif/n/mac}. */
final class StoreVifs {

    private static final String FOLDER = "device/vif";

    private StoreVifs() {}

    /** The number that goes with each MAC address; the lowest one where several have the same. */
    static Map<MacAddress, Integer> read(XenstoreReader store) throws IOException {
        Map<MacAddress, Integer> numbers = new HashMap<>();
        for (String name : store.list(FOLDER)) {
            Optional<String> mac = store.read(FOLDER + "/" + name + "/mac");
            try {
                if (mac.isPresent()) {
                    int number = Integer.parseInt(name);
                    Integer other = numbers.get(MacAddress.parse(mac.get()));
                    numbers.put(MacAddress.parse(mac.get()), other == null ? number : Math.min(number, other));
                }
            } catch (IllegalArgumentException foreign) {
                // Whatever else somebody has put there is no interface.
            }
        }
        return numbers;
    }
}
