package io.xenscribe.plugin.sriov;

import io.xenscribe.api.MacAddress;

/**
 * A network interface of a PCI device.
 *
 * @param ifindex the kernel's number for it, kept over a rename
 * @param mac the device's own one where the kernel tells, else the one in use
 */
record PciInterface(int ifindex, String name, MacAddress mac) {}
