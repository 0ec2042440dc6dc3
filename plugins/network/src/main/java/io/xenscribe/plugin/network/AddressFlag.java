package io.xenscribe.plugin.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What else the kernel says of an address: IFA_F_ in linux/if_addr.h. */
public enum AddressFlag {
    /** Another IPv4 address of the same network is the primary one. */
    SECONDARY(0x01),
    /** An IPv6 address made for privacy (RFC 8981). */
    TEMPORARY(0x01),
    NODAD(0x02),
    OPTIMISTIC(0x04),
    /** Another machine has the same IPv6 address. */
    DADFAILED(0x08),
    HOMEADDRESS(0x10),
    DEPRECATED(0x20),
    /** Not yet usable: it is being looked whether another machine has it. */
    TENTATIVE(0x40),
    PERMANENT(0x80),
    MANAGETEMPADDR(0x100),
    NOPREFIXROUTE(0x200),
    AUTOJOIN(0x400),
    STABLE_PRIVACY(0x800);

    private static final AddressFlag[] ALL = values();

    private final int bit;

    AddressFlag(int bit) {
        this.bit = bit;
    }

    /** The lowest bit means one thing for IPv4 and another for IPv6. */
    static List<AddressFlag> of(int bits, boolean ipv4) {
        if (bits == PERMANENT.bit) {
            return List.of(PERMANENT);
        }
        AddressFlag notOfThisFamily = ipv4 ? TEMPORARY : SECONDARY;
        List<AddressFlag> flags = new ArrayList<>();
        for (AddressFlag flag : ALL) {
            if ((bits & flag.bit) != 0 && flag != notOfThisFamily) {
                flags.add(flag);
            }
        }
        return Collections.unmodifiableList(flags);
    }
}
