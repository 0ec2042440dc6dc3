package io.xenscribe.plugin.memory;

import java.time.Duration;

/**
 * How often the memory is looked at.
 *
 * @param period at least one second
 */
public record MemoryOptions(Duration period) {

    public MemoryOptions {
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period must be at least 1s");
        }
    }
}
