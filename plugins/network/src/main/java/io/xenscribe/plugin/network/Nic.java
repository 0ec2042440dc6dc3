package io.xenscribe.plugin.network;

import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface.
 *
 * @param ifindex the kernel's number for it, kept over a rename
 * @param name may change at any time
 * @param vif which virtual interface of the domain it is, the {@code n} of {@code device/vif/n}; absent where it is none
 * @param mac of Ethernet interfaces
 * @param operState whether it can carry traffic
 * @param mtu in bytes
 * @param ipv4 its own addresses, never the far end's; widest scope first, then oldest first
 * @param ipv6 likewise
 */
public record Nic(
        @Key int ifindex,
        String name,
        Optional<Integer> vif,
        Optional<MacAddress> mac,
        OperState operState,
        Optional<Integer> mtu,
        List<Address> ipv4,
        List<Address> ipv6) {}
