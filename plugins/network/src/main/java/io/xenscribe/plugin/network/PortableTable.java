package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Facts from what every system tells, which is less than netlink does. The virtual interfaces of the domain are those
 * with the MAC addresses that Xenstore has. Where several interfaces have one, the oldest is the device, and the others
 * are above it: VLANs and aggregates take over the address of what they are made on.
 */
final class PortableTable implements Devices {

    private final Collection<SystemInterfaces.Seen> interfaces;
    private final Map<MacAddress, Integer> vifs;
    private final Map<Integer, Device> devices = new HashMap<>();

    PortableTable(List<SystemInterfaces.Seen> interfaces, Map<MacAddress, Integer> vifs) {
        this.interfaces = byIndex(interfaces);
        this.vifs = vifs;
    }

    NetworkFacts facts(AddressPolicy policy) {
        InterfaceTable table = new InterfaceTable();
        Map<MacAddress, Integer> holders = new HashMap<>();
        for (SystemInterfaces.Seen seen : interfaces) {
            Optional<Integer> holder = holder(seen, holders);
            Stacking stacking = holder.isEmpty()
                    ? Stacking.ALONE
                    : new Stacking(Stacking.Kind.ON_TOP, Optional.empty(), holder, Optional.empty());
            put(seen, stacking, table);
        }
        return table.facts(this, policy);
    }

    /** The device that has the same address as this interface, where this is not the device itself. */
    private Optional<Integer> holder(SystemInterfaces.Seen seen, Map<MacAddress, Integer> holders) {
        Optional<MacAddress> mac = seen.mac();
        Integer vif = mac.isPresent() ? vifs.get(mac.get()) : null;
        if (mac.isEmpty() || vif == null) {
            return Optional.empty();
        }
        Integer holder = holders.putIfAbsent(mac.get(), seen.ifindex());
        if (holder == null) {
            devices.put(seen.ifindex(), Device.vif(vif));
        }
        return Optional.ofNullable(holder);
    }

    @Override
    public Device of(int ifindex, String name) {
        return devices.getOrDefault(ifindex, Device.NONE);
    }

    private static Collection<SystemInterfaces.Seen> byIndex(List<SystemInterfaces.Seen> interfaces) {
        Map<Integer, SystemInterfaces.Seen> sorted = new TreeMap<>();
        for (SystemInterfaces.Seen seen : interfaces) {
            sorted.put(seen.ifindex(), seen);
        }
        return sorted.values();
    }

    private static void put(SystemInterfaces.Seen seen, Stacking stacking, InterfaceTable table) {
        table.list(new Change.LinkSeen(
                seen.ifindex(),
                Optional.of(seen.name()),
                seen.mac(),
                Optional.of(seen.up() ? OperState.UP : OperState.DOWN),
                seen.mtu() > 0 ? Optional.of(seen.mtu()) : Optional.empty(),
                Optional.of(stacking)));
        int order = 0;
        for (SystemInterfaces.SeenAddress each : seen.addresses()) {
            InetAddress own = each.address();
            Address address = new Address(own, each.prefixLength(), scope(own), List.of(), Optional.empty());
            Change.AddressId id = new Change.AddressId(own, own, each.prefixLength());
            table.list(new Change.AddressSeen(seen.ifindex(), id, address, order++));
        }
    }

    private static Scope scope(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return Scope.HOST;
        } else if (address.isLinkLocalAddress()) {
            return Scope.LINK;
        }
        // For IPv4, Java means the private networks.
        return address.isSiteLocalAddress() && !(address instanceof Inet4Address) ? Scope.SITE : Scope.GLOBAL;
    }
}
