package io.xenscribe.plugin.network;

/**
 * The protocol's numbers, with the names that Linux gives them; all of them are part of its stable interface. What
 * differs from system to system is in {@link Dialect}.
 */
final class Rtnetlink {

    // linux/netlink.h: struct nlmsghdr { u32 len; u16 type; u16 flags; u32 seq; u32 pid; }
    static final int HEADER = 16;
    static final int NLMSG_NOOP = 1;
    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_OVERRUN = 4;
    static final int NLM_F_REQUEST = 0x01;
    static final int NLM_F_MULTI = 0x02;
    static final int NLM_F_DUMP_INTR = 0x10;
    static final int NLM_F_DUMP = 0x300;

    // linux/netlink.h: struct nlattr { u16 len; u16 type; }
    static final int ATTRIBUTE_HEADER = 4;
    static final int NLA_TYPE_MASK = 0x3fff;

    // linux/rtnetlink.h
    static final int RTMGRP_LINK = 0x1;
    static final int RTMGRP_IPV4_IFADDR = 0x10;
    static final int RTMGRP_IPV6_IFADDR = 0x100;
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;
    static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;

    // linux/rtnetlink.h: struct ifinfomsg { u8 family; u8 pad; u16 type; i32 index; u32 flags; u32 change; }
    static final int LINK_BODY = 16;
    static final int LINK_TYPE = 2;
    static final int LINK_INDEX = 4;

    // linux/if_link.h
    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_MASTER = 10;
    static final int IFLA_OPERSTATE = 16;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_EXT_MASK = 29;
    static final int IFLA_LINK_NETNSID = 37;

    // linux/if_link.h: within IFLA_LINKINFO
    static final int IFLA_INFO_KIND = 1;
    static final int IFLA_INFO_DATA = 2;

    // linux/if_link.h: within IFLA_INFO_DATA of a bond
    static final int IFLA_BOND_ACTIVE_SLAVE = 2;

    // linux/if_addr.h: struct ifaddrmsg { u8 family; u8 prefixlen; u8 flags; u8 scope; u32 index; }
    static final int ADDRESS_BODY = 8;
    static final int ADDRESS_PREFIX_LENGTH = 1;
    static final int ADDRESS_FLAGS = 2;
    static final int ADDRESS_SCOPE = 3;
    static final int ADDRESS_INDEX = 4;
    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_CACHEINFO = 6;
    static final int IFA_FLAGS = 8;

    // linux/if_addr.h: struct ifa_cacheinfo { u32 prefered; u32 valid; u32 cstamp; u32 tstamp; }
    static final int CACHEINFO_CREATED = 8;

    // linux/socket.h
    static final int AF_UNSPEC = 0;

    private Rtnetlink() {}

    /** NLMSG_ALIGN and NLA_ALIGN. */
    static int align(int length) {
        return (length + 3) & ~3;
    }
}
