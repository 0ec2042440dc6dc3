package io.xenscribe.plugin.disks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Undoes what the kernel and udev do to bytes that would break their formats. */
final class Escapes {

    private Escapes() {}

    /** As mangle_path() of fs/seq_file.c writes: {@code \040} is a blank. */
    static String octal(byte[] text, int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            int value = text[i] == '\\' && to - i > 3 ? number(text, i + 1, 3, 8) : -1;
            if (value < 0) {
                bytes.write(text[i]);
            } else {
                bytes.write(value);
                i += 3;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** As udev writes names of links and {@code _ENC} properties: {@code \x20} is a blank. */
    static String hexadecimal(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
        for (int i = 0; i < text.length; i++) {
            boolean escape = text[i] == '\\' && text.length - i > 3 && text[i + 1] == 'x';
            int value = escape ? number(text, i + 2, 2, 16) : -1;
            if (value < 0) {
                bytes.write(text[i]);
            } else {
                bytes.write(value);
                i += 3;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int number(byte[] text, int from, int digits, int radix) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] < 0 ? -1 : Character.digit(text[i], radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value < 256 ? value : -1;
    }
}
