package io.xenscribe.plugin.vendor;

import java.util.Optional;

/**
 * What the firmware's tables say (SMBIOS, "DMI" in sysfs), as they say it. PV guests have none.
 *
 * @param systemVendor {@code Xen}
 * @param productName {@code HVM domU}
 * @param productVersion {@code 4.17}
 * @param productUuid the domain's id, in upper or lower case as the kernel has it; only root may read it
 * @param biosVendor {@code Xen}
 * @param biosVersion {@code 4.17}
 */
public record Dmi(
        Optional<String> systemVendor,
        Optional<String> productName,
        Optional<String> productVersion,
        Optional<String> productUuid,
        Optional<String> biosVendor,
        Optional<String> biosVersion) {}
