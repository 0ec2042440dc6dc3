package io.xenscribe.plugin.vendor;

import java.util.Optional;

/**
 * What the cloud's metadata service says of this machine. What it does not know is absent.
 *
 * @param id {@code i-0123456789abcdef0}
 * @param type the size: {@code m4.large}
 * @param region {@code eu-central-1}
 * @param availabilityZone {@code eu-central-1a}
 * @param image what it was started from: {@code ami-0123456789abcdef0}
 * @param localHostname its name in the cloud's own network: {@code ip-10-0-0-5.eu-central-1.compute.internal}
 */
public record Instance(
        Optional<String> id,
        Optional<String> type,
        Optional<String> region,
        Optional<String> availabilityZone,
        Optional<String> image,
        Optional<String> localHostname) {}
