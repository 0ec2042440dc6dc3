package io.xenscribe.plugin.disks;

import io.xenscribe.api.Key;
import java.util.Optional;

/**
 * A disk that a volume lies on, wholly or in part.
 *
 * @param disk the kernel's name for it, {@code xvda}
 * @param vbd which virtual block device of the domain it is, the {@code n} of {@code device/vbd/n}; absent where it
 *     is none
 * @param backend what the host calls it: the backend's {@code dev}, else its {@code params}, where the guest may
 *     read them
 */
public record Extent(@Key String disk, Optional<Integer> vbd, Optional<String> backend) {}
