package io.xenscribe.plugin.disks;

import java.util.List;

/**
 * The guest's storage.
 *
 * @param volumes whatever can hold a file system, swap or a member of something above it: partitions, whole disks
 *     without any, logical volumes, encrypted and mirrored devices; in the order of the disks below them
 */
public record DiskFacts(List<Volume> volumes) {}
