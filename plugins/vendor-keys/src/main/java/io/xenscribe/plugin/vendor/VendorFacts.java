package io.xenscribe.plugin.vendor;

import java.util.Map;
import java.util.Optional;

/**
 * Who made this guest's tools, and what it runs on.
 *
 * @param product the product that the agent reports itself as, from the options, as are the numbers and strings
 * @param major the first number of its version
 * @param minor the second number
 * @param micro the third number
 * @param build the number of the build
 * @param strings texts of the vendor's own, by name
 * @param dmi what the firmware says; PV guests have none
 * @param hypervisor what the hypervisor says
 * @param ec2 whether this is an EC2 instance: by the vendor {@code amazon ec2} in any case, a firmware version such as {@code
 *     4.11.amazon}, or an id that begins with {@code ec2}, also with the bytes of its first group reversed. One id in
 *     4096 does so by chance
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
