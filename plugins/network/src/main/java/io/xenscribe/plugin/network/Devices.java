package io.xenscribe.plugin.network;

/** Tells what is behind an interface. */
interface Devices {

    /** What is behind the interface that has this index and, at this moment, this name. */
    Device of(int ifindex, String name);
}
