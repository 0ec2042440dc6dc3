package io.xenscribe.plugin.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A question to the kernel that it answers with a list (a "dump" in its own words). */
enum Listing {
    LINKS(Rtnetlink.RTM_GETLINK),
    IPV4(Rtnetlink.RTM_GETADDR),
    IPV6(Rtnetlink.RTM_GETADDR);

    private final int type;

    Listing(int type) {
        this.type = type;
    }

    /** The request's bytes; {@code sequence} comes back in each message of the answer. */
    ByteBuffer request(Dialect dialect, int sequence) {
        int body = this == LINKS ? Rtnetlink.LINK_BODY + Rtnetlink.ATTRIBUTE_HEADER + 4 : Rtnetlink.ADDRESS_BODY;
        ByteBuffer request = ByteBuffer.allocate(Rtnetlink.HEADER + body).order(ByteOrder.nativeOrder());
        request.putInt(Rtnetlink.HEADER + body)
                .putShort((short) type)
                .putShort((short) (Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_DUMP))
                .putInt(sequence)
                .putInt(0);
        request.put(Rtnetlink.HEADER, (byte) family(dialect));
        if (this == LINKS) {
            // Counters are of no use here and make up a good part of the answer.
            request.position(Rtnetlink.HEADER + Rtnetlink.LINK_BODY)
                    .putShort((short) (Rtnetlink.ATTRIBUTE_HEADER + 4))
                    .putShort((short) Rtnetlink.IFLA_EXT_MASK)
                    .putInt(Rtnetlink.RTEXT_FILTER_SKIP_STATS);
        }
        return request.rewind();
    }

    /** Whether an error only means that the kernel has no such addresses. */
    boolean isEmptyAt(Dialect dialect, int errno) {
        return this == IPV6 && dialect.meansAbsent(errno);
    }

    private int family(Dialect dialect) {
        if (this == LINKS) {
            return Rtnetlink.AF_UNSPEC;
        }
        return this == IPV4 ? Dialect.AF_INET : dialect.inet6();
    }
}
