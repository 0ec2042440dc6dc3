package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process uses, as {@code /proc} says. */
record Vitals(long anonymousKib, int threads, int descriptors) {

    /** Ticks a second, which is 100 on every Linux that the JVM runs on. */
    private static final long TICK_MILLIS = 10;

    static Vitals of(long pid) throws IOException {
        return new Vitals(FootprintTest.anonymousKib(pid), count(pid, "task"), count(pid, "fd"));
    }

    private static int count(long pid, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid + "/" + folder))) {
            return (int) entries.count();
        }
    }

    /** Processor time of all threads since the start. */
    static Duration processor(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS);
    }
}
