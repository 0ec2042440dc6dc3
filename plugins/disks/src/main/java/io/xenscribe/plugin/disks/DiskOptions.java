package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * How often the disks are looked at, and what of them is published.
 *
 * @param period between two looks at what is used and free; at least {@code 1s}. Mounts and disks are seen as they
 *     come and go
 * @param leastChange of what is free, below which usage is not published again; a hundredth of the size is enough
 *     in any case
 * @param without volumes with these contents are left out
 * @param also types of file systems that are volumes without lying on a disk of the guest: {@code nfs4}, {@code
 *     cifs}, {@code fuse.sshfs}, {@code tmpfs}
 */
public record DiskOptions(Duration period, Bytes leastChange, List<String> without, List<String> also) {

    public DiskOptions {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period must be at least 1s");
        }
    }
}
