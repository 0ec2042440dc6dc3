package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.time.Duration;

/**
 * How often the memory is looked at, and what is worth to be told.
 *
 * @param period between two looks; at least {@code 1s}
 * @param leastChange of what is free or available, below which nothing is published; a hundredth of all is enough
 *     in any case
 */
public record MemoryOptions(Duration period, Bytes leastChange) {

    public MemoryOptions {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period must be at least 1s");
        }
    }
}
