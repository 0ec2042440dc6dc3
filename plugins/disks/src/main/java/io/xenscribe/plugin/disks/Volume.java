package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Key;
import java.util.List;
import java.util.Optional;

/**
 * A block device that holds data of its own.
 *
 * @param device its file: {@code /dev/xvda1}, {@code /dev/mapper/vg-root}; the source of a file system without one
 * @param kind what it is to the kernel
 * @param size of the device; of all devices together where a file system on several of them is mounted
 * @param filesystem what it holds, as the kernel or udev calls it: {@code ext4}, {@code swap}, {@code LVM2_member},
 *     {@code crypto_LUKS}
 * @param uuid of what it holds
 * @param label of what it holds; anybody who may format a disk chooses it
 * @param mountPoints where it is mounted, the oldest one first; of one file system mounted from several devices, at
 *     the first
 * @param used taken by files; only where it is mounted
 * @param free what ordinary users can still take; only where it is mounted
 * @param inodes how many files there can be; only where it is mounted and has a limit
 * @param inodesFree how many more files there can be
 * @param extents the disks that it lies on, through all that is between, by the number of the VBD
 */
public record Volume(
        @Key String device,
        Kind kind,
        Bytes size,
        Optional<String> filesystem,
        Optional<String> uuid,
        Optional<String> label,
        List<String> mountPoints,
        Optional<Bytes> used,
        Optional<Bytes> free,
        Optional<Long> inodes,
        Optional<Long> inodesFree,
        List<Extent> extents) {}
