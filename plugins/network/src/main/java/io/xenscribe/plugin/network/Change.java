package io.xenscribe.plugin.network;

import io.xenscribe.api.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/** What one message says: an interface or address is there, or is gone. Saying it twice changes nothing. */
sealed interface Change {

    int ifindex();

    /** An attribute that the message lacks is unchanged. */
    record LinkSeen(
            int ifindex,
            Optional<String> name,
            Optional<MacAddress> mac,
            Optional<OperState> operState,
            Optional<Integer> mtu,
            Optional<Stacking> stacking)
            implements Change {}

    record LinkGone(int ifindex) implements Change {}

    /**
     * An address is there.
     *
     * @param created when it was made, in 1/100 s since the kernel started, 32 bits unsigned
     */
    record AddressSeen(int ifindex, AddressId id, Address address, int created) implements Change {}

    record AddressGone(int ifindex, AddressId id) implements Change {}

    /**
     * What the kernel tells addresses of an interface apart by.
     *
     * @param far the far end's address, or the same as {@code own}
     */
    record AddressId(InetAddress own, InetAddress far, int prefixLength) {}
}
