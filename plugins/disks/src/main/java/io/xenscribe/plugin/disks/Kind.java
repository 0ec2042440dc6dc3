package io.xenscribe.plugin.disks;

/** What a volume is to the kernel. */
public enum Kind {
    /** A disk used without partitions. */
    DISK,
    PARTITION,
    /** A logical volume of LVM. */
    LVM,
    /** An opened dm-crypt device. */
    CRYPT,
    /** An md array. */
    RAID,
    LOOP,
    /** Made of other devices, and none of the above: multipath, dm-verity, bcache. */
    MAPPED,
    /** A mounted file system without a block device of the guest's: from the network, or made up by a program. */
    FILE_SYSTEM
}
