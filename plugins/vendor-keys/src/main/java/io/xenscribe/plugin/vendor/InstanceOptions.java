package io.xenscribe.plugin.vendor;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * How the cloud's metadata service is asked.
 *
 * @param enabled whether it is asked at all
 * @param service its address, without a path
 * @param timeout how long to wait for each answer, the connection included; at most {@code 60s}
 */
public record InstanceOptions(boolean enabled, String service, Duration timeout) {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    public InstanceOptions {
        if (!isAddress(service)) {
            throw new IllegalArgumentException("service must be http://ADDRESS, without a path");
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout must be more than nothing and at most a minute");
        }
    }

    private static boolean isAddress(String service) {
        try {
            URI address = new URI(service);
            return "http".equals(address.getScheme()) && address.getHost() != null && "".equals(address.getRawPath());
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
