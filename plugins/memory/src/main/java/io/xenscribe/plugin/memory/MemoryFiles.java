package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.Optional;

/** The files that tell of memory. */
final class MemoryFiles {

    private static final String MEMINFO = "/proc/meminfo";

    /** Of drivers/xen/xen-balloon.c; its attributes are in KiB. */
    private static final String BALLOON = "/sys/devices/system/xen_memory/xen_memory0/";

    private final Root root;

    MemoryFiles(Root root) {
        this.root = root;
    }

    /** @throws IOException when /proc/meminfo does not tell what every kernel gives */
    MemoryFacts read() throws IOException {
        Optional<byte[]> text = root.bytes(MEMINFO);
        if (text.isEmpty()) {
            throw new IOException(MEMINFO + " is not there: is /proc mounted?");
        }
        Meminfo meminfo = new Meminfo(text.get());
        Optional<Bytes> available = meminfo.available();
        return new MemoryFacts(
                meminfo.total(),
                available.isPresent() ? available : estimate(meminfo),
                meminfo.free(),
                meminfo.swapTotal(),
                meminfo.swapFree(),
                kib(BALLOON + "info/current_kb"),
                kib(BALLOON + "target_kb"));
    }

    private Optional<Bytes> estimate(Meminfo meminfo) throws IOException {
        Optional<Bytes> reserve = kib("/proc/sys/vm/min_free_kbytes");
        return reserve.isEmpty() ? Optional.empty() : meminfo.estimate(reserve.get());
    }

    /** A file that is there and cannot be read tells as little as one that is not. */
    private Optional<Bytes> kib(String path) {
        try {
            Optional<byte[]> text = root.bytes(path);
            return text.isEmpty() ? Optional.empty() : new Amounts(text.get()).number(0);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
