package io.xenscribe.plugin.vendor;

import java.util.Map;
import java.util.Optional;

/**
 * What the vendor of a variant says of it. Numbers are not negative.
 *
 * @param product the product that the agent reports itself as
 * @param major at least 1: hosts take 0 for no version at all
 * @param minor the second number, at least 0
 * @param micro the third number, at least 0
 * @param build the number of the build, at least 0
 * @param strings texts of the vendor's own, which a mapping names by {@code ${vendor.strings.NAME}}
 * @param instance how the cloud's metadata service is asked (EC2's, version 2)
 */
public record VendorOptions(
        Optional<String> product,
        Optional<Integer> major,
        Optional<Integer> minor,
        Optional<Integer> micro,
        Optional<Integer> build,
        Map<String, String> strings,
        InstanceOptions instance) {

    public VendorOptions {
        check("major", major, 1);
        check("minor", minor, 0);
        check("micro", micro, 0);
        check("build", build, 0);
        strings = Map.copyOf(strings);
    }

    private static void check(String name, Optional<Integer> number, int least) {
        if (number.isPresent() && number.get() < least) {
            throw new IllegalArgumentException(name + " must be at least " + least);
        }
    }
}
