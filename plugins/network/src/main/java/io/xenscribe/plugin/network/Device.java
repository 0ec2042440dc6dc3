package io.xenscribe.plugin.network;

import java.util.Optional;

/**
 * What is behind an interface.
 *
 * @param exists whether packets leave the guest by it: it is a virtual interface of the domain, a function passed
 *     through or another real or emulated device; else the kernel made it up
 * @param vif its number, where it is a virtual interface of the domain
 */
record Device(boolean exists, Optional<Integer> vif) {

    static final Device NONE = new Device(false, Optional.empty());
    static final Device OTHER = new Device(true, Optional.empty());

    static Device vif(int number) {
        return new Device(true, Optional.of(number));
    }
}
