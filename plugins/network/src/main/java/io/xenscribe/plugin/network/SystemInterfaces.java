package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/** The interfaces as Java finds them on any system. */
final class SystemInterfaces {

    /** An interface, and each of its addresses with the length of its prefix. */
    record Seen(int ifindex, String name, Optional<MacAddress> mac, boolean up, int mtu, List<SeenAddress> addresses) {}

    record SeenAddress(InetAddress address, int prefixLength) {}

    private SystemInterfaces() {}

    /** In the system's order. What goes while it is looked at is left out. */
    static List<Seen> all() throws SocketException {
        List<Seen> all = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            try {
                all.add(seen(each));
            } catch (SocketException gone) {
                // The next look will tell.
            }
        }
        return all;
    }

    private static Seen seen(NetworkInterface each) throws SocketException {
        byte[] mac = each.getHardwareAddress();
        List<SeenAddress> addresses = new ArrayList<>();
        addAddresses(each, addresses);
        // Addresses with a label are children of their own to Java.
        Enumeration<NetworkInterface> labelled = each.getSubInterfaces();
        while (labelled.hasMoreElements()) {
            addAddresses(labelled.nextElement(), addresses);
        }
        return new Seen(
                each.getIndex(),
                each.getName(),
                mac != null && mac.length == 6 ? Optional.of(MacAddress.of(mac)) : Optional.empty(),
                each.isUp(),
                each.getMTU(),
                addresses);
    }

    private static void addAddresses(NetworkInterface from, List<SeenAddress> addresses) {
        for (InterfaceAddress each : from.getInterfaceAddresses()) {
            addresses.add(new SeenAddress(withoutInterface(each.getAddress()), each.getNetworkPrefixLength()));
        }
    }

    /** Java ties an IPv6 address to the interface that it found it on. */
    private static InetAddress withoutInterface(InetAddress address) {
        try {
            return address instanceof Inet6Address
                    ? Inet6Address.getByAddress(null, address.getAddress(), -1)
                    : InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError("the length is right", e);
        }
    }
}
