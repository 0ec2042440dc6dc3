package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A block device, as sysfs shows it.
 *
 * @param name the kernel's, {@code xvda1} or {@code dm-0}
 * @param number major and minor, {@code 202:1}
 * @param file in /dev
 * @param partition its number, 0 for what is none
 * @param below names of the devices that it is directly made of; of a partition, that which is divided
 * @param above names of the devices that are made of it
 * @param isHolder whether it only carries others: it is divided, or a hidden part of a logical volume
 * @param node its path in Xenstore, {@code device/vbd/51712}
 */
record BlockDevice(
        String name,
        String number,
        String file,
        Kind kind,
        Bytes size,
        int partition,
        List<String> below,
        List<String> above,
        boolean isHolder,
        Optional<String> node) {

    /** Whether an array of md is made of it, of which old formats show nothing at the device's start. */
    boolean isRaidMember() {
        for (String device : above) {
            if (device.startsWith("md")) {
                return true;
            }
        }
        return false;
    }
}
