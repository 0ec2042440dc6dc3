package io.xenscribe.plugin.memory;

import io.xenscribe.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds amounts of KiB in a text. It works on the bytes, as it is the one thing that the agent does again and again. */
final class Amounts {

    /** Above this a number of KiB is no number of bytes. */
    private static final long MOST_KIB = Long.MAX_VALUE >> 10;

    private final byte[] text;

    Amounts(byte[] text) {
        this.text = text;
    }

    /** The amount in the line that starts with {@code label}; its unit must be there. */
    Optional<Bytes> find(byte[] label) {
        int at = 0;
        while (at < text.length) {
            if (startsWith(at, label)) {
                return amount(skipBlanks(at + label.length));
            }
            at = nextLine(at);
        }
        return Optional.empty();
    }

    /** The number at a place, which is of KiB though it has no unit. */
    Optional<Bytes> number(int start) {
        int end = digitsEnd(start);
        long kib = 0;
        for (int i = start; i < end; i++) {
            kib = kib * 10 + (text[i] - '0');
            if (kib > MOST_KIB) {
                return Optional.empty();
            }
        }
        return end > start ? Optional.of(Bytes.ofKib(kib)) : Optional.empty();
    }

    static byte[] label(String label) {
        return label.getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<Bytes> amount(int start) {
        int end = digitsEnd(start);
        boolean inKib = text.length - end >= 3 && text[end] == ' ' && text[end + 1] == 'k' && text[end + 2] == 'B';
        return inKib ? number(start) : Optional.empty();
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

    private int skipBlanks(int at) {
        int i = at;
        while (i < text.length && text[i] == ' ') {
            i++;
        }
        return i;
    }

    private int digitsEnd(int at) {
        int i = at;
        while (i < text.length && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }
}
