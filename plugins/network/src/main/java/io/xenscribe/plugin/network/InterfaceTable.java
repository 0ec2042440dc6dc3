package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Interfaces that did not change are the same objects as last time. */
    NetworkFacts facts(VifNumbers vifs) {
        List<Nic> nics = new ArrayList<>(interfaces.size());
        for (Interface known : interfaces.values()) {
            nics.add(known.nic(vifs));
        }
        return new NetworkFacts(Collections.unmodifiableList(nics));
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

    private static final class Interface {
        private final int ifindex;
        private final AddressList ipv4 = new AddressList();
        private final AddressList ipv6 = new AddressList();
        private String name;
        private Optional<MacAddress> mac;
        private OperState operState;
        private Optional<Integer> mtu;
        private Optional<Nic> nic = Optional.empty();

        Interface(Change.LinkSeen link, String name) {
            this.ifindex = link.ifindex();
            this.name = name;
            this.mac = link.mac();
            this.operState = link.operState().orElse(OperState.UNKNOWN);
            this.mtu = link.mtu();
        }

        boolean update(Change.LinkSeen link) {
            String newName = link.name().orElse(name);
            Optional<MacAddress> newMac = link.mac().isPresent() ? link.mac() : mac;
            OperState newState = link.operState().orElse(operState);
            Optional<Integer> newMtu = link.mtu().isPresent() ? link.mtu() : mtu;
            boolean same = newName.equals(name) && newMac.equals(mac) && newState == operState && newMtu.equals(mtu);
            name = newName;
            mac = newMac;
            operState = newState;
            mtu = newMtu;
            return changed(!same);
        }

        boolean put(Change.AddressSeen address, boolean listed) {
            boolean v4 = address.id().own() instanceof Inet4Address;
            // net/ipv6/addrconf.c puts a new address before the older ones of its scope, net/ipv4/devinet.c after them.
            return changed(v4 ? ipv4.put(address, false) : ipv6.put(address, listed));
        }

        boolean remove(Change.AddressId id) {
            return changed(id.own() instanceof Inet4Address ? ipv4.remove(id) : ipv6.remove(id));
        }

        Nic nic(VifNumbers vifs) {
            if (nic.isEmpty()) {
                nic = Optional.of(new Nic(
                        ifindex,
                        name,
                        vifs.numberOf(ifindex, name),
                        mac,
                        operState,
                        mtu,
                        ipv4.addresses(),
                        ipv6.addresses()));
            }
            return nic.get();
        }

        private boolean changed(boolean changed) {
            if (changed) {
                nic = Optional.empty();
            }
            return changed;
        }
    }
}
