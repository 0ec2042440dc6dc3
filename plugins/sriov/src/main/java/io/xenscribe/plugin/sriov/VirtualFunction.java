package io.xenscribe.plugin.sriov;

import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import java.util.Optional;

/**
 * A virtual function of a network card.
 *
 * @param index the {@code n} of {@code xenserver/device/net-sriov-vf/n}
 * @param mac as the host gave it
 * @param name of the interface with that address; absent while the guest has none, for want of a driver or because
 *     it is in another network namespace
 */
public record VirtualFunction(@Key int index, MacAddress mac, Optional<String> name) {}
