package io.xenscribe.plugin.sriov;

import io.xenscribe.api.MacAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds each function's interface by the MAC address. It is remembered by the interface's index: a team or an
 * administrator may give the interface another address later, and it is the same function all the same.
 */
final class FunctionMatcher {

    private record Match(MacAddress mac, int ifindex) {}

    private Map<Integer, Match> matches = new HashMap<>();

    SriovFacts match(SortedMap<Integer, MacAddress> passedThrough, List<PciInterface> interfaces) {
        Map<Integer, Match> now = new HashMap<>();
        List<VirtualFunction> functions = new ArrayList<>();
        for (Map.Entry<Integer, MacAddress> each : passedThrough.entrySet()) {
            Integer index = each.getKey();
            MacAddress mac = each.getValue();
            Optional<PciInterface> found = remembered(index, mac, interfaces);
            if (found.isEmpty()) {
                found = withAddress(mac, interfaces);
            }
            Optional<String> name = Optional.empty();
            if (found.isPresent()) {
                now.put(index, new Match(mac, found.get().ifindex()));
                name = Optional.of(found.get().name());
            }
            functions.add(new VirtualFunction(index, mac, name));
        }
        matches = now;
        return new SriovFacts(Collections.unmodifiableList(functions));
    }

    private Optional<PciInterface> remembered(Integer index, MacAddress mac, List<PciInterface> interfaces) {
        Match match = matches.get(index);
        if (match != null && match.mac().equals(mac)) {
            for (PciInterface each : interfaces) {
                if (each.ifindex() == match.ifindex()) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PciInterface> withAddress(MacAddress mac, List<PciInterface> interfaces) {
        for (PciInterface each : interfaces) {
            if (each.mac().equals(mac)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
