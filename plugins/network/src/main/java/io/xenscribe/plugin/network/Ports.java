package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which interface the packets of another one leave the guest by, through bridges, bonds, VLANs and the like, however many
 * of them are between. Built anew from all interfaces whenever something changed; nothing is remembered of what was.
 */
final class Ports {

    /** More than any kernel stacks: Linux stops at 8. */
    private static final int DEEPEST = 16;

    /** One interface, as far as it matters here. */
    record Link(int ifindex, String name, Optional<MacAddress> mac, Stacking stacking, Device device) {}

    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<Integer, List<Link>> portsOfMaster = new HashMap<>();
    private final List<Link> switched = new ArrayList<>();
    private final Map<Integer, Optional<Link>> found = new HashMap<>();

    Ports(List<Link> all) {
        for (Link link : all) {
            links.put(link.ifindex(), link);
        }
        for (Link link : all) {
            Optional<Integer> master = link.stacking().master();
            if (master.isPresent()) {
                addPort(master.get(), link);
            }
        }
    }

    private void addPort(int master, Link link) {
        List<Link> ports = portsOfMaster.get(master);
        if (ports == null) {
            ports = new ArrayList<>();
            portsOfMaster.put(master, ports);
        }
        ports.add(link);
        Link upper = links.get(master);
        if (upper != null && upper.stacking().kind() == Stacking.Kind.OPEN_VSWITCH) {
            switched.add(link);
        }
    }

    /** The name of the interface that this one's packets leave by; nothing where they stay inside. */
    Optional<String> of(int ifindex) {
        Optional<Link> port = find(ifindex, 0);
        return port.isPresent() ? Optional.of(port.get().name()) : Optional.empty();
    }

    private Optional<Link> find(int ifindex, int depth) {
        Optional<Link> known = found.get(ifindex);
        Link link = links.get(ifindex);
        if (known != null || link == null || depth > DEEPEST) {
            return known == null ? Optional.empty() : known;
        }
        // Should there be a circle, it is met here.
        found.put(ifindex, Optional.empty());
        Optional<Link> port = link.device().exists() ? Optional.of(link) : below(link, depth + 1);
        found.put(ifindex, port);
        return port;
    }

    private Optional<Link> below(Link link, int depth) {
        Stacking stacking = link.stacking();
        if (stacking.lower().isPresent()) {
            return find(stacking.lower().get(), depth);
        }
        if (stacking.kind() == Stacking.Kind.VRF) {
            return Optional.empty();
        }
        if (stacking.kind() == Stacking.Kind.OPEN_VSWITCH) {
            return throughSwitch(link, depth);
        }
        if (stacking.activePort().isPresent()) {
            Optional<Link> active = find(stacking.activePort().get(), depth);
            if (active.isPresent()) {
                return active;
            }
        }
        return lowest(portsOfMaster.getOrDefault(link.ifindex(), List.of()), depth);
    }

    /** All switches of a system have one master, so the MAC address must tell: a switch takes that of one of its ports. */
    private Optional<Link> throughSwitch(Link link, int depth) {
        List<Link> alike = new ArrayList<>();
        for (Link port : switched) {
            if (link.mac().isPresent() && link.mac().equals(port.mac())) {
                alike.add(port);
            }
        }
        Optional<Link> byAddress = lowest(alike, depth);
        if (byAddress.isPresent()) {
            return byAddress;
        }
        Optional<Link> only = Optional.empty();
        for (Link port : switched) {
            Optional<Link> leaving = find(port.ifindex(), depth);
            if (leaving.isPresent() && only.isPresent() && !only.equals(leaving)) {
                return Optional.empty();
            }
            only = leaving.isPresent() ? leaving : only;
        }
        return only;
    }

    private Optional<Link> lowest(List<Link> candidates, int depth) {
        Optional<Link> lowest = Optional.empty();
        for (Link candidate : candidates) {
            Optional<Link> port = find(candidate.ifindex(), depth);
            if (port.isPresent() && (lowest.isEmpty() || isBefore(port.get(), lowest.get()))) {
                lowest = port;
            }
        }
        return lowest;
    }

    /** Virtual interfaces of the domain before others: they are what the host shows addresses for. */
    private static boolean isBefore(Link one, Link other) {
        int number = one.device().vif().orElse(Integer.MAX_VALUE);
        int otherNumber = other.device().vif().orElse(Integer.MAX_VALUE);
        return number == otherNumber ? one.ifindex() < other.ifindex() : number < otherNumber;
    }
}
