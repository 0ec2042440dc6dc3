package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of a document that a program writes: between {@code <!-- NAME -->} and {@code <!-- end of NAME -->}. */
record MarkedText(Path file, String name) {

    /** Puts {@code lines} in the place of what is there. */
    void replace(List<String> lines) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end of " + name + " -->");
        if (from < 0 || to < from) {
            throw new IOException(file + " has no part '" + name + "'");
        }
        Files.writeString(
                file, text.substring(0, from + begin.length()) + String.join("\n", lines) + "\n" + text.substring(to));
    }
}
