package io.xenscribe.plugin.vendor;

import java.util.Optional;

/**
 * What the firmware's tables say (SMBIOS, "DMI" in sysfs), as they say it. PV guests have none.
 *
 * @param productUuid in upper or lower case, as the kernel has it; only root may read it
 */
public record Dmi(
        Optional<String> systemVendor,
        Optional<String> productName,
        Optional<String> productVersion,
        Optional<String> productUuid,
        Optional<String> biosVendor,
        Optional<String> biosVersion) {}
