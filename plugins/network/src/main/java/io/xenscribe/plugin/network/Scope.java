package io.xenscribe.plugin.network;

/** How far an address is valid; RT_SCOPE_ in linux/rtnetlink.h. In the order in which addresses are listed. */
public enum Scope {
    GLOBAL,
    /** One of those that administrators can define. */
    OTHER,
    SITE,
    LINK,
    HOST,
    NOWHERE;

    static Scope of(int number) {
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
