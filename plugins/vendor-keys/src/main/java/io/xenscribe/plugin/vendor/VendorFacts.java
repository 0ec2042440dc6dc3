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
 * @param ec2 whether firmware or hypervisor show that this is an EC2 instance
 * @param instance what the cloud's metadata service says; absent unless it is asked and has answered
 */
public record VendorFacts(
        Optional<String> product,
        Optional<Integer> major,
        Optional<Integer> minor,
        Optional<Integer> micro,
        Optional<Integer> build,
        Map<String, String> strings,
        Dmi dmi,
        Hypervisor hypervisor,
        boolean ec2,
        Optional<Instance> instance) {

    VendorFacts with(Instance known) {
        return new VendorFacts(product, major, minor, micro, build, strings, dmi, hypervisor, ec2, Optional.of(known));
    }
}
