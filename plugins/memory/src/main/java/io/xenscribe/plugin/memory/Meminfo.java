package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the text of /proc/meminfo: lines like {@code MemTotal:       16318428 kB}, where kB means 1024 bytes
 * (fs/proc/meminfo.c). It works on the bytes, as it is the one thing that the agent does again and again.
 */
final class Meminfo {

    private static final byte[] TOTAL = ascii("MemTotal:");
    private static final byte[] AVAILABLE = ascii("MemAvailable:");
    private static final byte[] FREE = ascii("MemFree:");
    private static final byte[] SWAP_TOTAL = ascii("SwapTotal:");
    private static final byte[] SWAP_FREE = ascii("SwapFree:");

    /** Above this a number of KiB is no number of bytes. */
    private static final long MOST_KIB = Long.MAX_VALUE >> 10;

    private final byte[] text;

    private Meminfo(byte[] text) {
        this.text = text;
    }

    /** @throws IOException when the text lacks what every kernel gives */
    static MemoryFacts read(byte[] text) throws IOException {
        Meminfo meminfo = new Meminfo(text);
        return new MemoryFacts(
                meminfo.need("MemTotal", TOTAL),
                meminfo.find(AVAILABLE),
                meminfo.need("MemFree", FREE),
                meminfo.find(SWAP_TOTAL),
                meminfo.find(SWAP_FREE));
    }

    private Bytes need(String name, byte[] label) throws IOException {
        Optional<Bytes> found = find(label);
        if (found.isEmpty()) {
            throw new IOException("/proc/meminfo has no " + name);
        }
        return found.get();
    }

    private Optional<Bytes> find(byte[] label) {
        int at = 0;
        while (at < text.length) {
            if (startsWith(at, label)) {
                return amount(at + label.length);
            }
            at = nextLine(at);
        }
        return Optional.empty();
    }

    private boolean startsWith(int at, byte[] label) {
        if (text.length - at < label.length) {
            return false;
        }
        for (int i = 0; i < label.length; i++) {
            if (text[at + i] != label[i]) {
                return false;
            }
        }
        return true;
    }

    private int nextLine(int at) {
        int i = at;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    private Optional<Bytes> amount(int at) {
        int i = at;
        while (i < text.length && text[i] == ' ') {
            i++;
        }
        int start = i;
        long kib = 0;
        while (i < text.length && text[i] >= '0' && text[i] <= '9') {
            kib = kib * 10 + (text[i] - '0');
            if (kib > MOST_KIB) {
                return Optional.empty();
            }
            i++;
        }
        boolean inKib = text.length - i >= 3 && text[i] == ' ' && text[i + 1] == 'k' && text[i + 2] == 'B';
        return i > start && inKib ? Optional.of(Bytes.ofKib(kib)) : Optional.empty();
    }

    private static byte[] ascii(String label) {
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
