package io.xenscribe.testbed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Some 500 changes of addresses a second at one interface of a guest. Closing it ends it; addresses may stay. */
final class AddressStorm implements AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final long PAUSE_NANOS = 8_000_000;

    private final Process ip;
    private final String device;
    private final Thread thread;
    private volatile boolean ending;

    AddressStorm(Guest guest, String device) throws IOException {
        this.device = device;
        ip = guest.inside(List.of("ip", "-force", "-batch", "-"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        thread = Thread.ofPlatform().daemon().start(this::blow);
    }

    private void blow() {
        try (BufferedWriter commands = ip.outputWriter()) {
            for (int i = 0; !ending; i++) {
                String verb = i / AT_ONCE % 2 == 0 ? "add" : "del";
                int number = 1 + i % AT_ONCE;
                commands.write("addr " + verb + " 198.51.100." + number + "/24 dev " + device + "\n");
                commands.write("addr " + verb + " 2001:db8:1::" + number + "/64 dev " + device
                        + (verb.equals("add") ? " nodad" : "") + "\n");
                if (i % 2 == 1) {
                    commands.flush();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException ended) {
            // The guest is being closed.
        }
    }

    @Override
    public void close() throws IOException {
        ending = true;
        try {
            thread.join();
            if (!ip.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("ip does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while a storm ends", e);
        }
    }
}
