package io.xenscribe.plugin.network;

import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network interface.
 *
 * @param ifindex the kernel's number for it, kept over a rename
 * @param name for example {@code enX0}; may change at any time
 * @param vif which virtual interface of the domain it is, the {@code n} of {@code device/vif/n}; absent where it is
 *     none
 * @param port the name of the interface that its packets leave the guest by, one with a device behind it: itself,
 *     or the one below a bridge, bond, VLAN or the like, several levels deep; absent where its packets stay inside
 * @param mac of Ethernet interfaces
 * @param operState whether it can carry traffic
 * @param mtu the longest packet, in bytes
 * @param ipv4 its own addresses, never the far end's; widest scope first, then the fittest and oldest first
 * @param ipv6 likewise of IPv6
 */
public record Nic(
        @Key int ifindex,
        String name,
        Optional<Integer> vif,
        Optional<String> port,
        Optional<MacAddress> mac,
        OperState operState,
        Optional<Integer> mtu,
        List<Address> ipv4,
        List<Address> ipv6) {}
