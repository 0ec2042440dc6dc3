package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * How often the disks are looked at, and what of them is published.
 *
 * @param period at least one second
 * @param leastChange of what is free, below which usage is not published again
 * @param without contents whose volumes are left out
 * @param also types of file systems that are volumes without lying on a block device
 */
public record DiskOptions(Duration period, Bytes leastChange, List<String> without, List<String> also) {

    public DiskOptions {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period must be at least 1s");
        }
    }
}
