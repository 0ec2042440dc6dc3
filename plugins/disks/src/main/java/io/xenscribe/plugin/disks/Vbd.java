package io.xenscribe.plugin.disks;

import java.util.Optional;

/**
 * A virtual block device of the domain.
 *
 * @param number the {@code n} of {@code device/vbd/n}
 * @param backend what the host calls it
 * @param isOptical whether it is a drive whose disc may change
 */
record Vbd(Optional<Integer> number, Optional<String> backend, boolean isOptical) {}
