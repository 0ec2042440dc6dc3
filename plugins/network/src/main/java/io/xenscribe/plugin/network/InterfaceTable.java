package io.xenscribe.plugin.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The interfaces and addresses that all changes so far add up to. For one thread. */
final class InterfaceTable {

    /** What a change did. */
    enum Effect {
        NONE,
        CHANGED,
        /** It is about an interface that is not in the table. */
        UNKNOWN_INTERFACE
    }

    private final Map<Integer, Interface> interfaces = new TreeMap<>();

    /** Takes in a part of the kernel's answer to a {@link Listing}. */
    void list(Change change) {
        take(change, true);
    }

    /** Takes in what the kernel announced. */
    Effect apply(Change change) {
        return take(change, false);
    }

    Set<Integer> indexes() {
        return Collections.unmodifiableSet(interfaces.keySet());
    }

    /**
     * Those that have a global address come first, then by ascending index: of the interfaces above one VIF, such a one
     * has the main address. Interfaces that did not change are the same objects as last time.
     */
    NetworkFacts facts(Devices devices, AddressPolicy policy) {
        List<Ports.Link> links = new ArrayList<>(interfaces.size());
        for (Interface known : interfaces.values()) {
            links.add(known.link(devices));
        }
        Ports ports = new Ports(links);
        List<Nic> nics = new ArrayList<>(interfaces.size());
        List<Nic> others = new ArrayList<>();
        int next = 0;
        for (Interface known : interfaces.values()) {
            Ports.Link link = links.get(next++);
            if (policy.lists(link, ports)) {
                Nic nic = known.nic(link.device().vif(), ports, policy);
                (hasGlobalAddress(nic) ? nics : others).add(nic);
            }
        }
        nics.addAll(others);
        return new NetworkFacts(Collections.unmodifiableList(nics));
    }

    private static boolean hasGlobalAddress(Nic nic) {
        return startsGlobal(nic.ipv4()) || startsGlobal(nic.ipv6());
    }

    private static boolean startsGlobal(List<Address> addresses) {
        return !addresses.isEmpty() && addresses.get(0).scope() == Scope.GLOBAL;
    }

    private Effect take(Change change, boolean listed) {
        if (change instanceof Change.LinkSeen link) {
            return seen(link);
        } else if (change instanceof Change.LinkGone) {
            return effect(interfaces.remove(change.ifindex()) != null);
        }
        Interface holder = interfaces.get(change.ifindex());
        if (change instanceof Change.AddressSeen address) {
            return holder == null ? Effect.UNKNOWN_INTERFACE : effect(holder.put(address, listed));
        }
        return effect(change instanceof Change.AddressGone gone && holder != null && holder.remove(gone.id()));
    }

    private Effect seen(Change.LinkSeen link) {
        Interface known = interfaces.get(link.ifindex());
        if (known != null) {
            return effect(known.update(link));
        }
        if (link.name().isEmpty()) {
            return Effect.UNKNOWN_INTERFACE;
        }
        interfaces.put(link.ifindex(), new Interface(link, link.name().get()));
        return Effect.CHANGED;
    }

    private static Effect effect(boolean changed) {
        return changed ? Effect.CHANGED : Effect.NONE;
    }
}
