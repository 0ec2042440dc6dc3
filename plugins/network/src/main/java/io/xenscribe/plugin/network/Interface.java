package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.Inet4Address;
import java.util.Optional;

/** What is known of one interface. Its facts are made when they are asked for, and again only after a change. */
final class Interface {

    private final int ifindex;
    private final AddressList ipv4 = new AddressList();
    private final AddressList ipv6 = new AddressList();
    private String name;
    private Optional<MacAddress> mac;
    private OperState operState;
    private Optional<Integer> mtu;
    private Stacking stacking;
    private Optional<Nic> nic = Optional.empty();

    Interface(Change.LinkSeen link, String name) {
        this.ifindex = link.ifindex();
        this.name = name;
        this.mac = link.mac();
        this.operState = link.operState().orElse(OperState.UNKNOWN);
        this.mtu = link.mtu();
        this.stacking = link.stacking().orElse(Stacking.ALONE);
    }

    /** Takes in what {@code link} says, and tells whether anything is different now; so do the others. */
    boolean update(Change.LinkSeen link) {
        String newName = link.name().orElse(name);
        Optional<MacAddress> newMac = link.mac().isPresent() ? link.mac() : mac;
        OperState newState = link.operState().orElse(operState);
        Optional<Integer> newMtu = link.mtu().isPresent() ? link.mtu() : mtu;
        Stacking newStacking = link.stacking().orElse(stacking);
        boolean same = newName.equals(name)
                && newMac.equals(mac)
                && newState == operState
                && newMtu.equals(mtu)
                && newStacking.equals(stacking);
        name = newName;
        mac = newMac;
        operState = newState;
        mtu = newMtu;
        stacking = newStacking;
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

    Ports.Link link(Devices devices) {
        return new Ports.Link(ifindex, name, mac, stacking, devices.of(ifindex, name));
    }

    Nic nic(Optional<Integer> vif, Ports ports, AddressPolicy policy) {
        Optional<String> port = ports.of(ifindex);
        if (nic.isEmpty() || !nic.get().port().equals(port)) {
            nic = Optional.of(new Nic(
                    ifindex, name, vif, port, mac, operState, mtu, ipv4.addresses(policy), ipv6.addresses(policy)));
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
