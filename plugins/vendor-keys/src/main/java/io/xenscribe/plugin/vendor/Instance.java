package io.xenscribe.plugin.vendor;

import java.util.Optional;

/**
 * What the cloud's metadata service says of this machine. What it does not know is absent.
 *
 * @param id for example {@code i-0123456789abcdef0}
 * @param type the size, for example {@code m4.large}
 * @param image what it was started from, for example {@code ami-0123456789abcdef0}
 * @param localHostname its name in the cloud's own network
 */
public record Instance(
        Optional<String> id,
        Optional<String> type,
        Optional<String> region,
        Optional<String> availabilityZone,
        Optional<String> image,
        Optional<String> localHostname) {}
