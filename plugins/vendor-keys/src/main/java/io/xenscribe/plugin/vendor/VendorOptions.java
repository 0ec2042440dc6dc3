package io.xenscribe.plugin.vendor;

import java.util.Map;
import java.util.Optional;

/**
 * What the vendor of a variant says of it. Numbers are not negative.
 *
 * @param major at least 1: hosts take 0 for no version at all
 * @param strings texts of the vendor's own, by name
 * @param instance how the cloud's metadata service is asked, if it is
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
