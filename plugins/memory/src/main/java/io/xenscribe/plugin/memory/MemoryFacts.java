package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.util.Optional;

/**
 * The guest's memory, as proc_meminfo(5) and Xen's balloon driver have it.
 *
 * @param total what the kernel can use: the machine's memory without what the kernel's own code, the firmware and
 *     the balloon hold; it follows the balloon
 * @param available what programs could still get without swapping; estimated where the kernel, being older than
 *     3.14, does not tell
 * @param free not used for anything; caches count as used
 * @param swapTotal all swap space; 0 where none is set up
 * @param swapFree swap space not in use
 * @param allocated what the host has given and the balloon has not given back, kernel and firmware included; absent
 *     where there is no balloon driver
 * @param target what the host wants {@code allocated} to be
 */
public record MemoryFacts(
        Bytes total,
        Optional<Bytes> available,
        Bytes free,
        Optional<Bytes> swapTotal,
        Optional<Bytes> swapFree,
        Optional<Bytes> allocated,
        Optional<Bytes> target) {}
