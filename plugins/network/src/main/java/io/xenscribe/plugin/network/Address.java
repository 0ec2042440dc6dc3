package io.xenscribe.plugin.network;

import io.xenscribe.api.Key;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An address of an interface.
 *
 * @param address the interface's own one; it names no interface, so a link-local one has no {@code %} part
 * @param prefixLength of the network, or of the far end on a point-to-point link, in bits: 0 to 32 or 128
 * @param scope how far it is valid
 * @param flags as ip-address(8) shows them
 * @param label of IPv4 addresses: the interface's name, or {@code name:text}
 */
public record Address(
        @Key InetAddress address, int prefixLength, Scope scope, List<AddressFlag> flags, Optional<String> label) {}
