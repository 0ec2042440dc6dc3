package io.xenscribe.host;

import io.xenscribe.api.Root;
import java.io.IOException;

/** The kernel's name for this boot. */
final class BootId {

    private BootId() {}

    /** Empty where the kernel gives none. */
    static String of(Root root) throws IOException {
        return root.line("/proc/sys/kernel/random/boot_id").orElse("");
    }
}
