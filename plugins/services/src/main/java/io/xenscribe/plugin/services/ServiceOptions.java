package io.xenscribe.plugin.services;

import java.time.Duration;
import java.util.List;

/**
 * Which services are looked at.
 *
 * @param units the services to look at, by the names of their units; {@code .service} may be left out
 * @param slices the slices that their control groups are looked for in
 * @param period between two looks; at least {@code 1s}. Starts and stops are seen as they happen
 */
public record ServiceOptions(List<String> units, List<String> slices, Duration period) {

    public ServiceOptions {
        units = List.copyOf(units);
        slices = List.copyOf(slices);
        if (period.toSeconds() < 1) {
            throw new IllegalArgumentException("period must be at least 1s");
        }
        for (String unit : units) {
            UnitName.of(unit);
        }
        for (String slice : slices) {
            Slice.of(slice);
        }
    }
}
