package io.xenscribe.plugin.network;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * How far an address is valid; RT_SCOPE_ in linux/rtnetlink.h. In the order in which addresses are listed.
 *
 * <p>One of 169.254/16 has the scope of its link whatever it was set up with (RFC 3927): programs that fall back to such
 * an address often leave it global.
 */
public enum Scope {
    GLOBAL,
    /** One of those that administrators can define. */
    OTHER,
    SITE,
    LINK,
    HOST,
    NOWHERE;

    static Scope of(InetAddress address, int number) {
        Scope told = of(number);
        return told == GLOBAL && address instanceof Inet4Address && address.isLinkLocalAddress() ? LINK : told;
    }

    private static Scope of(int number) {
        return switch (number) {
            case 0 -> GLOBAL;
            case 200 -> SITE;
            case 253 -> LINK;
            case 254 -> HOST;
            case 255 -> NOWHERE;
            default -> OTHER;
        };
    }
}
