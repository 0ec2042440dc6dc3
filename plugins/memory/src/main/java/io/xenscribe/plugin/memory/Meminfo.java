package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the text of /proc/meminfo: lines like {@code MemTotal:       16318428 kB}, where kB means 1024 bytes
 * (fs/proc/meminfo.c).
 */
final class Meminfo {

    private static final byte[] TOTAL = Amounts.label("MemTotal:");
    private static final byte[] AVAILABLE = Amounts.label("MemAvailable:");
    private static final byte[] FREE = Amounts.label("MemFree:");
    private static final byte[] SWAP_TOTAL = Amounts.label("SwapTotal:");
    private static final byte[] SWAP_FREE = Amounts.label("SwapFree:");
    private static final byte[] ACTIVE_FILE = Amounts.label("Active(file):");
    private static final byte[] INACTIVE_FILE = Amounts.label("Inactive(file):");
    private static final byte[] RECLAIMABLE = Amounts.label("SReclaimable:");

    private final Amounts amounts;

    Meminfo(byte[] text) {
        amounts = new Amounts(text);
    }

    /** @throws IOException when there is none */
    Bytes total() throws IOException {
        return need("MemTotal", TOTAL);
    }

    /** @throws IOException when there is none */
    Bytes free() throws IOException {
        return need("MemFree", FREE);
    }

    Optional<Bytes> available() {
        return amounts.find(AVAILABLE);
    }

    Optional<Bytes> swapTotal() {
        return amounts.find(SWAP_TOTAL);
    }

    Optional<Bytes> swapFree() {
        return amounts.find(SWAP_FREE);
    }

    /**
     * What is available, reckoned as the kernel has done itself since 3.14: what is free above the reserve, and of the
     * files' pages and the caches that can be given back all but a half or the reserve, whichever is less. Absent where
     * the text lacks a part, as before 2.6.28.
     *
     * @param leastFree /proc/sys/vm/min_free_kbytes; the kernel starts to give back at five quarters of it
     */
    Optional<Bytes> estimate(Bytes leastFree) {
        Optional<Bytes> free = amounts.find(FREE);
        Optional<Bytes> active = amounts.find(ACTIVE_FILE);
        Optional<Bytes> inactive = amounts.find(INACTIVE_FILE);
        Optional<Bytes> reclaimable = amounts.find(RECLAIMABLE);
        if (free.isEmpty() || active.isEmpty() || inactive.isEmpty() || reclaimable.isEmpty()) {
            return Optional.empty();
        }
        long reserve = leastFree.kib() / 4 * 5;
        long available = free.get().kib()
                - reserve
                + usable(active.get().kib() + inactive.get().kib(), reserve)
                + usable(reclaimable.get().kib(), reserve);
        return Optional.of(Bytes.ofKib(Math.max(0, available)));
    }

    private static long usable(long kib, long reserve) {
        return kib - Math.min(kib / 2, reserve);
    }

    private Bytes need(String name, byte[] label) throws IOException {
        Optional<Bytes> found = amounts.find(label);
        if (found.isEmpty()) {
            throw new IOException("/proc/meminfo has no " + name);
        }
        return found.get();
    }
}
