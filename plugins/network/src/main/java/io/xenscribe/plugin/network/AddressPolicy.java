package io.xenscribe.plugin.network;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;

/** Which interfaces and addresses are listed. What is not usable, or not yet, never is. */
final class AddressPolicy {

    private final NetworkOptions options;
    private final List<NamePattern> leaveOut;
    private final List<NamePattern> leaveOutAlways;

    AddressPolicy(NetworkOptions options) {
        this.options = options;
        this.leaveOut = patterns(options.leaveOut());
        this.leaveOutAlways = patterns(options.leaveOutAlways());
    }

    boolean lists(Ports.Link link, Ports ports) {
        if (link.device().exists()) {
            return true;
        }
        return !anyMatches(leaveOutAlways, link.name())
                && (!anyMatches(leaveOut, link.name())
                        || ports.of(link.ifindex()).isPresent());
    }

    boolean lists(Address address) {
        Family family = address.address() instanceof Inet4Address ? Family.IPV4 : Family.IPV6;
        List<AddressFlag> flags = address.flags();
        return options.families().contains(family)
                && options.scopes().contains(address.scope())
                && !flags.contains(AddressFlag.TENTATIVE)
                && !flags.contains(AddressFlag.DADFAILED)
                && !(options.temporary() == Placement.OUT && flags.contains(AddressFlag.TEMPORARY))
                && !(options.deprecated() == Placement.OUT && flags.contains(AddressFlag.DEPRECATED));
    }

    private static List<NamePattern> patterns(List<String> texts) {
        List<NamePattern> patterns = new ArrayList<>();
        for (String text : texts) {
            patterns.add(new NamePattern(text));
        }
        return patterns;
    }

    private static boolean anyMatches(List<NamePattern> patterns, String name) {
        for (NamePattern pattern : patterns) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
