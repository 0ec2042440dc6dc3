package io.xenscribe.plugin.vendor;

import java.util.Map;
import java.util.Optional;

/**
 * Who made this guest's tools, and what it runs on.
 *
 * @param product from the configuration, as are the numbers and strings
 * @param strings texts of the vendor's own, by name
 * @param dmi what the firmware says
 * @param hypervisor what the hypervisor says
 */
public record VendorFacts(
        Optional<String> product,
        Optional<Integer> major,
        Optional<Integer> minor,
        Optional<Integer> micro,
        Optional<Integer> build,
        Map<String, String> strings,
        Dmi dmi,
        Hypervisor hypervisor) {}
