package io.xenscribe.plugin.disks;

import java.util.HashSet;
import java.util.Set;

/** Reads /proc/swaps: a line of headings, then the file of each swap space in use, and its size and priority. */
final class Swaps {

    private Swaps() {}

    /** The files. */
    static Set<String> read(byte[] text) {
        Set<String> files = new HashSet<>();
        int at = nextLine(text, 0);
        while (at < text.length) {
            int end = at;
            while (end < text.length && text[end] != ' ' && text[end] != '\t' && text[end] != '\n') {
                end++;
            }
            if (end > at) {
                files.add(Escapes.octal(text, at, end));
            }
            at = nextLine(text, end);
        }
        return files;
    }

    private static int nextLine(byte[] text, int at) {
        int i = at;
        while (i < text.length && text[i] != '\n') {
            i++;
        }
        return i + 1;
    }
}
