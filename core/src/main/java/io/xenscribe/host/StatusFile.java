package io.xenscribe.host;

import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.AtomicFile;
import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PassReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code status.json}: how the agent does, for {@code xenscribe status} and other programs. Written whole after passes in
 * which something has changed; figures that always change, of memory say, are those of that time. Where it cannot be
 * written, the old one is removed, so that nobody takes it for the present, and it is tried again.
 */
final class StatusFile implements PassListener, ReloadListener {

    private static final long RETRY = Duration.ofMinutes(1).toNanos();

    /** In a storm one a second will do, the last of it included. */
    private static final long PACE = Duration.ofSeconds(1).toNanos();

    private final AtomicFile file;
    private final AgentIdentity identity;
    private final Supplier<Roster> roster;
    private final List<String> otherAgents;

    private Optional<PassReport> last = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private String written = "";
    private boolean isMissing;
    private boolean isLate;
    private long writtenAt = Long.MIN_VALUE / 2;

    private long passes;
    private long connections;
    private long resumes;
    private final AtomicLong reloads = new AtomicLong();
    private volatile @Nullable ReloadReport reload;

    /**
     * @param roster what runs at the moment
     * @param otherAgents other guest agents that were running at the start
     */
    StatusFile(Path path, AgentIdentity identity, Supplier<Roster> roster, List<String> otherAgents) {
        this.file = new AtomicFile(path);
        this.identity = identity;
        this.roster = roster;
        this.otherAgents = otherAgents;
    }

    @Override
    public void passed(PassReport report) {
        long now = System.nanoTime();
        boolean isStorm = last.isPresent() && trouble.isEmpty() && now - writtenAt < PACE;
        if (last.isEmpty() || trouble.isPresent()) {
            connections++;
        }
        passes++;
        last = Optional.of(report);
        trouble = Optional.empty();
        if (isStorm) {
            isLate = true;
        } else {
            write(now);
        }
    }

    @Override
    public void disconnected(String reason) {
        trouble = Optional.of(reason);
        write(System.nanoTime());
    }

    @Override
    public void resumed() {
        resumes++;
    }

    @Override
    public void reloading() {}

    /** Is in the file after the pass that follows. */
    @Override
    public void reloaded(ReloadReport report) {
        reloads.incrementAndGet();
        reload = report;
    }

    @Override
    public void alive(long now) {
        if (now - writtenAt >= PACE && (isLate || (isMissing && now - writtenAt >= RETRY))) {
            write(now);
        }
    }

    @Override
    public long nanosUntilAlive(long now) {
        return isLate ? Math.max(0, writtenAt + PACE - now) : Long.MAX_VALUE;
    }

    @Override
    public void stopping() {
        if (isLate) {
            write(System.nanoTime());
        }
    }

    private void write(long now) {
        isLate = false;
        StatusReport report = new StatusReport(identity, roster.get(), otherAgents);
        last.ifPresent(report::ofPass);
        report.ofConnection(trouble, Math.max(0, connections - 1), resumes);
        report.ofReloads(reloads.get(), reload);
        String lasting = report.lasting();
        if (!isMissing && lasting.equals(written)) {
            return;
        }
        isMissing = !file.write(report.whole(passes));
        written = lasting;
        writtenAt = now;
        if (isMissing) {
            file.remove();
        }
    }
}
