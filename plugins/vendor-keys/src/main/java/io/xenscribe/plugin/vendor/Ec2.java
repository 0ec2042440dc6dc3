package io.xenscribe.plugin.vendor;

import java.util.Locale;
import java.util.Optional;

/**
 * Tells an EC2 instance by its firmware, as Amazon's user guide describes it: by the vendor's name, and by an id that
 * begins with {@code ec2}. By chance one id in 4096 does so elsewhere.
 */
final class Ec2 {

    private static final String VENDOR = "amazon ec2";
    /** Instances on Xen have it at the end of the firmware's version, as in {@code 4.11.amazon}. */
    private static final String VERSION_END = ".amazon";

    private static final String ID = "ec2";
    private static final int FIRST_GROUP = 8;

    private Ec2() {}

    static boolean made(Dmi dmi, Hypervisor hypervisor) {
        return isVendor(dmi.systemVendor())
                || isVendor(dmi.biosVendor())
                || endsAsVersion(dmi.biosVersion())
                || isId(hypervisor.uuid())
                || isId(dmi.productUuid());
    }

    private static boolean isVendor(Optional<String> vendor) {
        return vendor.isPresent() && vendor.get().toLowerCase(Locale.ROOT).equals(VENDOR);
    }

    private static boolean endsAsVersion(Optional<String> version) {
        return version.isPresent() && version.get().toLowerCase(Locale.ROOT).endsWith(VERSION_END);
    }

    /** As it is, or with the first group's bytes the other way round, as SMBIOS 2.6 and later store them. */
    private static boolean isId(Optional<String> uuid) {
        if (uuid.isEmpty() || uuid.get().length() < FIRST_GROUP) {
            return false;
        }
        String group = uuid.get().substring(0, FIRST_GROUP).toLowerCase(Locale.ROOT);
        return group.startsWith(ID) || (group.substring(6) + group.substring(4, 6)).startsWith(ID);
    }
}
