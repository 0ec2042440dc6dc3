package io.xenscribe.plugin.os;

import java.time.Instant;
import java.util.Optional;

/** Reads the line {@code btime 1795323316} of /proc/stat: the time of boot in seconds since 1970 (proc_stat(5)). */
final class BootTime {

    private static final String LABEL = "btime ";

    /** Later than any clock, and few enough for a number. */
    private static final int MOST_DIGITS = 11;

    private BootTime() {}

    static Optional<Instant> in(String stat) {
        int line = stat.startsWith(LABEL) ? 0 : stat.indexOf("\n" + LABEL) + 1;
        if (line == 0 && !stat.startsWith(LABEL)) {
            return Optional.empty();
        }
        Optional<String> seconds = Version.digits(stat, line + LABEL.length());
        return seconds.isEmpty() || seconds.get().length() > MOST_DIGITS
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.get())));
    }
}
