package io.xenscribe.plugin.vendor;

import java.util.Optional;

/**
 * What the hypervisor says.
 *
 * @param type {@code xen}, also on kernels that say no more
 * @param guestType {@code PV}, {@code PVH} or {@code HVM}
 * @param version {@code 4.17.7}, with what its builder added
 * @param uuid the domain's id; absent where Xen hides it behind zeros
 */
public record Hypervisor(
        Optional<String> type, Optional<String> guestType, Optional<String> version, Optional<String> uuid) {}
