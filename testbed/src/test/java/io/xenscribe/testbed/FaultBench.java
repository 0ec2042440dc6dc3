package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A guest with an agent on which the cells of one daemon, one layout and one phase are run one after another.
 *
 * <p>After a cell that failed, or that took the store away, it must not be used any more.
 */
final class FaultBench implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(75);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    /** An answer may take 5 s, and before that there may be something to wait for. */
    private static final Duration NOTICE_LIMIT = Duration.ofSeconds(20);

    private static final Duration STORM_BEFORE = Duration.ofMillis(300);
    private static final Duration STORM_AFTER = Duration.ofMillis(300);
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final String[] NO_OPTIONS = {};

    private final Rig rig;
    private final Guest guest;
    private final Path runtime;
    private final GuestTruth truth;
    private @Nullable Agent agent;
    private int cells;
    private boolean otherAddress;

    FaultBench(FaultCell first) throws IOException {
        int nodes = first.fault().nodes();
        rig = Rig.up(first.daemon(), first.toolstack(), nodes == 0 ? NO_OPTIONS : new String[] {"--nodes", "" + nodes});
        runtime = Files.createTempDirectory("faults");
        boolean done = false;
        try {
            guest = rig.guest();
            guest.ipBatch(List.of(
                    "addr add 192.0.2.10/24 dev enX0",
                    "addr add 192.0.2.20/24 dev enX0",
                    "addr add 2001:db8::10/64 dev enX0 nodad",
                    "addr add 192.0.2.11/24 dev enX1"));
            truth = new GuestTruth(
                    first.toolstack(), rig, guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json"));
            done = true;
        } finally {
            if (!done) {
                rig.close();
            }
        }
    }

    /** Runs one cell, and says what came of it. */
    CellResult run(FaultCell cell) {
        try {
            return new CellResult(cell, measure(cell), Optional.empty());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        } catch (Throwable e) {
            return new CellResult(cell, Optional.empty(), Optional.of(e.getMessage() + "\n" + tail()));
        }
    }

    private Optional<Duration> measure(FaultCell cell) throws Throwable {
        cells++;
        if (cell.fault().ending() == Fault.Ending.PARTLY) {
            return measureShortage(cell);
        }
        if (cell.phase() == FaultPhase.FIRST_PUBLISH) {
            stopAgent();
            rig.command("resume");
        } else if (agent == null) {
            agent = Agent.start(guest, runtime);
        }
        if (cell.phase() != FaultPhase.FIRST_PUBLISH) {
            awaitRight("before the fault", START_LIMIT);
        }
        FaultCosts costs = new FaultCosts(agent);
        int outages = outages();
        Optional<Duration> result;
        try (WatchLog log = rig.watchDomains()) {
            long over = bringAbout(cell);
            if (cell.fault().ending() == Fault.Ending.GONE) {
                awaitNotice();
                assertThat(outages() - outages).as("lines that say so").isOne();
                result = Optional.empty();
            } else {
                awaitRight("after the fault", LIMIT);
                result = Optional.of(untilRight(log, over));
            }
        }
        costs.check(alive());
        if (cell.fault().ending() == Fault.Ending.GONE) {
            stopAgent();
        } else {
            undo(cell.fault());
            probe();
        }
        return result;
    }

    /** Too few nodes from the start: what is there is right, and the rest comes when the fault's command has made room. */
    private Optional<Duration> measureShortage(FaultCell cell) throws Throwable {
        FaultCosts costs = new FaultCosts(null);
        agent = Agent.start(guest, runtime);
        Eventually.within(START_LIMIT, () -> assertThat(alive().warnings("")).isNotEmpty());
        if (cell.phase() == FaultPhase.STORM) {
            try (AddressStorm _ = new AddressStorm(guest, "enX1")) {
                TimeUnit.NANOSECONDS.sleep(STORM_BEFORE.plus(STORM_AFTER).toNanos());
            }
        } else if (cell.phase() == FaultPhase.IDLE) {
            change();
        }
        Eventually.within(START_LIMIT, () -> {
            List<String> differences = truth.differences(rig, guest);
            assertThat(differences).isNotEmpty().allMatch(line -> line.startsWith("missing: "));
        });
        Duration untilRight;
        try (WatchLog log = rig.watchDomains()) {
            long over = act(cell.fault(), 0);
            awaitRight("with room enough", LIMIT);
            untilRight = untilRight(log, over);
        }
        costs.check(alive());
        change();
        awaitRight("after a change", PROBE_LIMIT);
        rig.command("resume");
        awaitRight("after a resume", PROBE_LIMIT);
        return Optional.of(untilRight);
    }

    // The fault

    /** Returns when it was over, in nanoseconds since 1970. */
    private long bringAbout(FaultCell cell) throws Throwable {
        Fault fault = cell.fault();
        return switch (cell.phase()) {
            case IDLE -> {
                long stamp = act(fault, 0);
                provoke(fault.provocation());
                yield stamp;
            }
            case FIRST_PUBLISH -> {
                // Another place in each cell; the whole takes some 60 requests.
                try (ArmedCommand command = rig.arm(fault.isEarly() ? 0 : 1 + cells * 7 % 45, command(fault))) {
                    long stamp = fault.isEarly() ? command.await() : 0;
                    agent = Agent.start(guest, runtime);
                    stamp = (fault.isEarly() ? stamp : command.await())
                            + fault.lasts().toNanos();
                    provokeLate(fault);
                    yield stamp;
                }
            }
            case STORM -> {
                long stamp;
                try (AddressStorm _ = new AddressStorm(guest, "enX1")) {
                    TimeUnit.NANOSECONDS.sleep(STORM_BEFORE.toNanos());
                    stamp = act(fault, 20);
                    if (fault.isEarly()) {
                        provoke(fault.provocation());
                    }
                    TimeUnit.NANOSECONDS.sleep(STORM_AFTER.toNanos());
                }
                yield Math.max(stamp, now());
            }
        };
    }

    private long act(Fault fault, int afterRequests) throws Exception {
        try (ArmedCommand command = rig.arm(afterRequests, command(fault))) {
            return command.await() + fault.lasts().toNanos();
        }
    }

    private List<String> command(Fault fault) {
        List<String> command = new ArrayList<>(fault.command());
        command.replaceAll(word -> word.equals(Fault.SAME_DOMAIN) ? Integer.toString(rig.domain()) : word);
        return command;
    }

    private void provoke(Fault.Provocation provocation) throws IOException {
        switch (provocation) {
            case NONE -> {}
            case CHANGE -> change();
            case RESUME -> rig.command("resume");
            case RECONNECT -> rig.command("garbage", "noise");
        }
    }

    /** In its first publish an agent removes nothing. */
    private void provokeLate(Fault fault) throws IOException {
        if (fault.ending() == Fault.Ending.GONE || fault.variant().equals("rm")) {
            change();
        }
    }

    /** One address comes and another goes. */
    private void change() throws IOException {
        String one = " 192.0.2.20/24 dev enX0";
        String other = " 192.0.2.21/24 dev enX0";
        guest.ipBatch(List.of("addr add" + (otherAddress ? one : other), "addr del" + (otherAddress ? other : one)));
        otherAddress = !otherAddress;
    }

    private void undo(Fault fault) {
        fault.undo().forEach(command -> rig.command(command.toArray(String[]::new)));
    }

    // What must come of it

    private void awaitRight(String when, Duration limit) throws Throwable {
        truth.await(limit, when, rig, guest, alive());
    }

    /** Until the last event before now; a daemon that was restarted takes dom0's watches along. */
    private Duration untilRight(WatchLog log, long over) {
        long last = over;
        if (log.isAlive()) {
            String home = rig.home() + "/";
            for (WatchLog.Event event : log.events()) {
                String path = event.path().startsWith(home) ? event.path().substring(home.length()) : "";
                if (GuestTruth.isPublished(path) && !GuestTruth.isRestless(path)) {
                    last = Math.max(last, event.at());
                }
            }
        } else {
            last = now();
        }
        return Duration.ofNanos(last - over);
    }

    private void awaitNotice() throws Throwable {
        Eventually.within(NOTICE_LIMIT, () -> {
            assertThat(alive().isAlive()).as("the agent lives").isTrue();
            Path status = runtime.resolve("status.json");
            assertThat(status).exists();
            assertThat(Files.readString(status)).as("status.json").containsPattern("\"connected\":\\s*false");
        });
        TimeUnit.NANOSECONDS.sleep(SILENCE.toNanos());
    }

    /** Right may be what was never touched; only an agent that works brings a change in, and notices a resume. */
    private void probe() throws Throwable {
        guest.ip("addr flush dev enX1 scope global");
        guest.ip("addr add 192.0.2.11/24 dev enX1");
        change();
        awaitRight("after a change", PROBE_LIMIT);
        rig.command("resume");
        awaitRight("after a resume", PROBE_LIMIT);
    }

    private int outages() {
        return agent == null ? 0 : agent.warnings("the store cannot be used").size();
    }

    private Agent alive() {
        Agent running = agent;
        if (running == null) {
            throw new AssertionError("no agent was started");
        }
        return running;
    }

    private void stopAgent() throws InterruptedException {
        if (agent != null) {
            int code = agent.stop();
            agent = null;
            assertThat(code).as("exit status").isZero();
        }
    }

    private String tail() {
        List<String> lines = agent == null ? List.of() : agent.output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public void close() throws IOException {
        try (Rig _ = rig;
                Guest _ = guest;
                Agent _ = agent) {
            cells = 0;
        }
    }
}
