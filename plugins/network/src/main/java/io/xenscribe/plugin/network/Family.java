package io.xenscribe.plugin.network;

/** A kind of addresses. */
public enum Family {
    IPV4,
    IPV6
}
