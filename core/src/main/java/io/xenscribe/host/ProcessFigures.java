package io.xenscribe.host;

import io.xenscribe.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What the process takes, in bytes; what the system does not tell is absent.
 *
 * @param anonymous memory that the guest cannot get back: {@code RssAnon} of proc_pid_status(5)
 * @param threads of all kinds, the virtual machine's own included
 */
record ProcessFigures(long heapUsed, long heapCommitted, OptionalLong anonymous, OptionalLong threads) {

    private static final Path STATUS = Path.of("/proc/self/status");

    static ProcessFigures now() {
        Runtime machine = Runtime.getRuntime();
        long committed = machine.totalMemory();
        long used = committed - machine.freeMemory();
        try {
            return of(Files.readString(STATUS, StandardCharsets.ISO_8859_1), used, committed);
        } catch (IOException elsewhere) {
            return of("", used, committed);
        }
    }

    /** @param status the text of the file */
    static ProcessFigures of(String status, long heapUsed, long heapCommitted) {
        OptionalLong kilobytes = number(status, "\nRssAnon:");
        OptionalLong bytes =
                kilobytes.isPresent() ? OptionalLong.of(kilobytes.getAsLong() * 1024) : OptionalLong.empty();
        return new ProcessFigures(heapUsed, heapCommitted, bytes, number(status, "\nThreads:"));
    }

    void write(JsonWriter json) {
        json.name("memory").beginObject();
        json.name("heap-used").value(heapUsed);
        json.name("heap-committed").value(heapCommitted);
        anonymous.ifPresent(bytes -> json.name("anonymous").value(bytes));
        json.endObject();
        threads.ifPresent(count -> json.name("threads").value(count));
    }

    private static OptionalLong number(String text, String name) {
        int at = text.indexOf(name);
        if (at < 0) {
            return OptionalLong.empty();
        }
        int from = at + name.length();
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        return from == to ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text, from, to, 10));
    }
}
