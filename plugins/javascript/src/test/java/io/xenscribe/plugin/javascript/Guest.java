package io.xenscribe.plugin.javascript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts as the host gives them to scripts. */
final class Guest {

    private Guest() {}

    /** Interfaces eth0, eth1 ... with the addresses 10.I.0.A and fe80::A each. */
    static Map<String, @Nullable Object> network(int interfaces, int addresses) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < interfaces; i++) {
            list.add(nic(i, addresses));
        }
        return Map.of("interfaces", list);
    }

    static Map<String, @Nullable Object> nic(int number, int addresses) {
        List<Object> ipv4 = new ArrayList<>();
        List<Object> ipv6 = new ArrayList<>();
        for (int a = 0; a < addresses; a++) {
            ipv4.add("10." + number + ".0." + a);
            ipv6.add("fe80::" + a);
        }
        Map<String, @Nullable Object> nic = new LinkedHashMap<>();
        nic.put("name", "eth" + number);
        nic.put("mtu", 1500L);
        nic.put("up", true);
        nic.put("alias", null);
        nic.put("ipv4", ipv4);
        nic.put("ipv6", ipv6);
        return nic;
    }
}
