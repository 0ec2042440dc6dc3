package io.xenscribe.host;

import io.xenscribe.linux.UnixDatagram;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PassReport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how the agent does, by datagrams to {@code $NOTIFY_SOCKET} (sd_notify(3)): that it is ready, a
 * line of state whenever that changes, a reload, the end, and that the publisher is not stuck (the watchdog).
 *
 * <p>Ready is an agent that has published what all collectors say. One that waits for a collector or the store longer than
 * {@link #PATIENCE} is ready too, and its state says what it waits for: a service that fails for it would help nobody.
 * Safe for any thread.
 */
final class ServiceNotice implements PassListener, ReloadListener {

    /** Far below the 90 s that a service manager allows for a start. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(ServiceNotice.class);
    private static final int LONGEST_STATE = 500;

    private final Channel channel;
    private final Heartbeat watchdog;
    private long impatientAt;
    private boolean isReady;
    private boolean hasFailed;
    private String state = "";

    /** Where notices go. */
    interface Channel {
        void send(String notice) throws IOException;
    }

    /** @param now {@link System#nanoTime} at the start */
    ServiceNotice(Channel channel, Heartbeat watchdog, long now) {
        this.channel = channel;
        this.watchdog = watchdog;
        this.impatientAt = now + PATIENCE.toNanos();
    }

    /**
     * For the manager at {@code $NOTIFY_SOCKET}; nothing where that is empty.
     *
     * @param socket the address, as {@link UnixDatagram} takes it
     */
    static Optional<ServiceNotice> ofEnvironment(String socket) {
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        Heartbeat watchdog = Heartbeat.of(
                System.getenv("WATCHDOG_USEC"),
                System.getenv("WATCHDOG_PID"),
                ProcessHandle.current().pid(),
                now);
        return Optional.of(new ServiceNotice(notice -> UnixDatagram.send(socket, notice), watchdog, now));
    }

    @Override
    public synchronized void reloading() {
        // CLOCK_MONOTONIC, which is what nanoTime reads on Linux.
        boolean _ = send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** Whatever became of it: a refused one is in the log and in {@code xenscribe status}. */
    @Override
    public synchronized void reloaded(ReloadReport report) {
        boolean _ = send("READY=1");
    }

    /** There is nothing to do here, and the agent ends at once; an end without having been ready would be a failure. */
    synchronized void done(String reason) {
        boolean _ = send("READY=1\nSTATUS=" + line(reason));
        stopping();
    }

    @Override
    public synchronized void passed(PassReport report) {
        boolean complete = report.pending().isEmpty() && report.mapping().isPresent();
        tell(describe(report), complete);
    }

    @Override
    public synchronized void disconnected(String reason) {
        tell("the store cannot be used, trying again: " + reason, false);
    }

    @Override
    public synchronized void stopping() {
        boolean _ = send("STOPPING=1");
    }

    @Override
    public synchronized void alive(long now) {
        if (watchdog.isDue(now)) {
            watchdog.beat(now);
            boolean _ = send("WATCHDOG=1");
        }
        if (!isReady && now - impatientAt >= 0) {
            impatientAt = now + PATIENCE.toNanos();
            isReady = send("READY=1" + (state.isEmpty() ? "\nSTATUS=waiting for the store" : ""));
        }
    }

    @Override
    public synchronized long nanosUntilAlive(long now) {
        long beat = watchdog.nanosUntilDue(now);
        return isReady ? beat : Math.min(beat, Math.max(0, impatientAt - now));
    }

    /** Both in one datagram, so that whoever waits for the unit sees a state at once. */
    private void tell(String next, boolean complete) {
        boolean becomesReady = complete && !isReady;
        String line = line(next);
        if ((becomesReady || !line.equals(state)) && send((becomesReady ? "READY=1\n" : "") + "STATUS=" + line)) {
            isReady |= complete;
            state = line;
        }
    }

    private static String describe(PassReport report) {
        StringBuilder text = new StringBuilder();
        text.append(report.keys()).append(" keys in ").append(report.store());
        Optional<ChosenMapping> mapping = report.mapping();
        if (mapping.isEmpty()) {
            text.append("; the choice of a mapping waits for facts");
        }
        if (!report.pending().isEmpty()) {
            text.append("; waiting for ").append(String.join(", ", report.pending()));
        }
        appendRefused(report.refused(), text);
        int warnings = report.warnings().size();
        if (warnings > 0) {
            text.append("; ").append(warnings).append(warnings == 1 ? " warning" : " warnings");
        }
        return text.toString();
    }

    private static void appendRefused(List<PassReport.RefusedKeys> refused, StringBuilder text) {
        int count = 0;
        for (PassReport.RefusedKeys keys : refused) {
            count += keys.count();
        }
        if (count > 0) {
            PassReport.RefusedKeys first = refused.getFirst();
            text.append("; ").append(count).append(" refused, as ");
            text.append(first.example()).append(" with ").append(first.error());
        }
    }

    /** A line end would begin another notice. */
    private static String line(String text) {
        String line = OneLine.of(text);
        return line.length() <= LONGEST_STATE ? line : line.substring(0, LONGEST_STATE) + "...";
    }

    /** Returns whether it is told; one warning where it is not. */
    private boolean send(String notice) {
        try {
            channel.send(notice);
            hasFailed = false;
        } catch (IOException failure) {
            if (!hasFailed) {
                log.warn("the service manager cannot be told '{}': {}", OneLine.of(notice), Reason.of(failure));
            }
            hasFailed = true;
        }
        return !hasFailed;
    }
}
