package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.util.Optional;

/**
 * The guest's memory, as proc_meminfo(5) has it.
 *
 * @param total what the kernel can use: the machine's memory without what the kernel's own code and the firmware hold
 * @param available what programs could still get without swapping; kernels before 3.14 do not tell
 * @param free not used for anything, caches included in what is used
 * @param swapTotal all swap space; 0 where none is set up
 * @param swapFree swap space not in use
 */
public record MemoryFacts(
        Bytes total, Optional<Bytes> available, Bytes free, Optional<Bytes> swapTotal, Optional<Bytes> swapFree) {}
