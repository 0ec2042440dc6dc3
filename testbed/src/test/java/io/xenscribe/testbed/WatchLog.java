package io.xenscribe.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;

/** What dom0's watches reported, in order. Closing it ends the watching. */
final class WatchLog implements AutoCloseable {

    /**
     * One change.
     *
     * @param at when the event came, in nanoseconds since 1970
     * @param path relative to the guest's home
     * @param value what was there just after the event; absent when the node was gone
     */
    record Event(long at, String path, Optional<String> value) {}

    private final Path file;
    private final Process process;
    private final String home;
    private final int registrations;

    /** Each watch reports once when it is set; these events are left out. */
    WatchLog(ProcessBuilder builder, String home, int registrations) throws IOException {
        this.file = Places.log("watch");
        this.process = builder.redirectOutput(file.toFile()).start();
        this.home = home;
        this.registrations = registrations;
        try {
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> Assertions.assertThat(complete()).hasSizeGreaterThanOrEqualTo(registrations));
        } catch (Throwable e) {
            throw new AssertionError("the rig's watch does not report", e);
        }
    }

    /** Whether the daemon that it asked still runs. */
    boolean isAlive() {
        return process.isAlive();
    }

    List<Event> events() {
        List<String> lines = complete();
        List<Event> events = new ArrayList<>();
        for (String line : lines.subList(Math.min(registrations, lines.size()), lines.size())) {
            events.add(event(line));
        }
        return events;
    }

    private List<String> complete() {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Event event(String line) {
        String[] words = line.split(" ", 5);
        String path = words[2].startsWith(home) ? words[2].substring(home.length()) : words[2];
        return new Event(
                Long.parseLong(words[0]),
                path,
                words[4].equals("-") ? Optional.empty() : Optional.of(unquoted(words[4])));
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
