package io.xenscribe.testbed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A service manager's end of sd_notify(3): collects the datagrams that come to a unix socket. Closing it ends the program
 * that does so, which is Python, as Java has no such sockets.
 */
final class NotifySocket implements AutoCloseable {

    private static final String PROGRAM = """
            import socket, sys
            address = sys.argv[1]
            receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            receiver.bind('\\0' + address[1:] if address[0] == '@' else address)
            print('bound', flush=True)
            while True:
                print(receiver.recv(4096).decode().replace('\\n', '|'), flush=True)
            """;

    /** A datagram, its lines joined by {@code |}, and {@link System#nanoTime} when it came. */
    record Notice(String text, long at) {}

    private final String address;
    private final Process receiver;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    private NotifySocket(String address, Process receiver) {
        this.address = address;
        this.receiver = receiver;
    }

    /** @param address a path, or an abstract name after {@code @} */
    static NotifySocket at(String address) throws IOException {
        Process receiver = new ProcessBuilder("python3", "-c", PROGRAM, address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        NotifySocket socket = new NotifySocket(address, receiver);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8));
        if (!"bound".equals(lines.readLine())) {
            throw new AssertionError("no socket at " + address);
        }
        Thread reader = new Thread(() -> socket.read(lines), "notices");
        reader.setDaemon(true);
        reader.start();
        return socket;
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                notices.add(new Notice(line, System.nanoTime()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent's command with what a service manager sets for it, and more settings. */
    List<String> command(Path tree, String... settings) {
        List<String> command = new ArrayList<>(environment(settings));
        command.addAll(Agent.command(tree));
        return command;
    }

    /** What comes before a command that a service manager starts. */
    List<String> environment(String... settings) {
        List<String> command = new ArrayList<>(List.of("env", "NOTIFY_SOCKET=" + address));
        command.addAll(List.of(settings));
        return command;
    }

    /** What came, without the watchdog's. */
    List<String> notices() {
        return notices.stream()
                .map(Notice::text)
                .filter(text -> !text.equals("WATCHDOG=1"))
                .toList();
    }

    long beats() {
        return notices.stream()
                .filter(notice -> notice.text().equals("WATCHDOG=1"))
                .count();
    }

    /** The longest time between two of the watchdog's. */
    Duration longestSilence() {
        long longest = 0;
        long last = 0;
        for (Notice notice : notices) {
            if (notice.text().equals("WATCHDOG=1")) {
                longest = last == 0 ? 0 : Math.max(longest, notice.at() - last);
                last = notice.at();
            }
        }
        return Duration.ofNanos(longest);
    }

    /** Whether the watchdog was told nothing for so long, which ends a service. */
    boolean isSilentFor(long nanos) {
        long last = notices.stream()
                .filter(notice -> notice.text().equals("WATCHDOG=1"))
                .mapToLong(Notice::at)
                .max()
                .orElseThrow();
        return System.nanoTime() - last > nanos;
    }

    @Override
    public void close() {
        receiver.destroyForcibly();
    }
}
