package io.xenscribe.plugin.network;

/** What becomes of addresses that are less fit to be the main one. */
public enum Placement {
    /** They come after the others of their scope. */
    LAST,
    /** They are not listed. */
    OUT
}
