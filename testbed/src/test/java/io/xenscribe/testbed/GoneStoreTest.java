package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store daemon that has died and left the guest without answers for ever, one that is silent for minutes, and one that is slow. */
@NeedsRig
class GoneStoreTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    /** Several attempts, each of which waits 5 s for an answer. */
    private static final Duration WHILE = Duration.ofSeconds(30);

    /** Twice as long as a minute, and a little. */
    private static final Duration MINUTES = Duration.ofSeconds(130);

    @TempDir
    Path runtime;

    @ParameterizedTest
    @CsvSource({"C, XAPI", "OCAML, XL"})
    void isToldOnceStandsInTheStatusAndCostsNothing(Daemon daemon, Toolstack toolstack) throws Throwable {
        try (Rig rig = Rig.up(daemon, toolstack);
                Guest guest = rig.guest();
                NotifySocket manager = NotifySocket.at(runtime.resolve("notify").toString());
                Agent agent = Agent.start(guest, manager.command(Places.TREE, "WATCHDOG_USEC=30000000"), runtime)) {
            Eventually.within(SOON, () -> assertThat(manager.notices()).anyMatch(text -> text.contains("READY=1")));
            List<String> before = agent.output().lines().toList();
            rig.command("restart", "--no-recover");
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            Eventually.within(SOON, () -> assertThat(status(guest)).contains("not connected"));

            long beats = manager.beats();
            Duration processor = Vitals.processor(agent.pid());
            TimeUnit.NANOSECONDS.sleep(WHILE.toNanos());
            assertThat(Vitals.processor(agent.pid()).minus(processor)).isLessThan(WHILE.dividedBy(20));
            assertThat(manager.beats()).as("the watchdog is told").isGreaterThan(beats);
            assertThat(manager.notices().getLast()).contains("the store cannot be used");
            assertThat(status(guest)).contains("not connected");

            assertThat(agent.stop()).isZero();
            assertThat(agent.output().lines().skip(before.size()))
                    .singleElement()
                    .asString()
                    .startsWith("WARN the store cannot be used, trying again: ");
        }
    }

    /** Each answer in time, all of them together in half a minute. */
    @Test
    void aSlowStoreIsNoReasonForTheWatchdogOrAnyLine() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            GuestTruth truth =
                    new GuestTruth(Toolstack.XAPI, rig, guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json"));
            rig.command("bridge", "slow", "300");
            try (NotifySocket manager =
                            NotifySocket.at(runtime.resolve("notify").toString());
                    Agent agent = Agent.start(guest, manager.command(Places.TREE, "WATCHDOG_USEC=12000000"), runtime)) {
                truth.await(Duration.ofMinutes(2), "slowly", rig, guest, agent);
                rig.command("bridge", "slow", "0");
                guest.ip("addr add 192.0.2.10/24 dev enX0");
                truth.await(SOON, "at the usual pace", rig, guest, agent);
                assertThat(manager.longestSilence()).isLessThan(Duration.ofSeconds(12));
                assertThat(agent.stop()).isZero();
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    @Test
    void aSilenceOfMinutesIsTwoLinesAndThenAllIsRight() throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            GuestTruth truth =
                    new GuestTruth(Toolstack.XAPI, rig, guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json"));
            try (NotifySocket manager =
                            NotifySocket.at(runtime.resolve("notify").toString());
                    Agent agent = Agent.start(guest, manager.command(Places.TREE, "WATCHDOG_USEC=30000000"), runtime)) {
                truth.await(SOON, "after the start", rig, guest, agent);
                long before = agent.output().lines().count();
                rig.command("stall", Long.toString(MINUTES.toSeconds()));
                guest.ip("addr add 192.0.2.10/24 dev enX0");
                Eventually.within(SOON, () -> assertThat(status(guest)).contains("not connected"));
                guest.ip("addr add 192.0.2.11/24 dev enX1");
                Duration processor = Vitals.processor(agent.pid());
                TimeUnit.NANOSECONDS.sleep(MINUTES.minus(SOON).toNanos());

                assertThat(Vitals.processor(agent.pid()).minus(processor)).isLessThan(MINUTES.dividedBy(50));
                assertThat(manager.isSilentFor(Duration.ofSeconds(30).toNanos()))
                        .as("the watchdog would end it")
                        .isFalse();
                // The pauses between attempts are half a minute by now.
                truth.await(Duration.ofMinutes(1), "after the silence", rig, guest, agent);
                Eventually.within(SOON, () -> assertThat(status(guest)).contains(", connected"));
                assertThat(agent.stop()).isZero();
                assertThat(agent.output().lines().skip(before))
                        .satisfiesExactly(
                                line -> assertThat(line).startsWith("WARN the store cannot be used"),
                                line -> assertThat(line).startsWith("INFO the store answers again"));
            }
        }
    }

    private String status(Guest guest) {
        ProcessBuilder builder =
                guest.inside(List.of(Places.TREE.resolve("bin/xenscribe").toString(), "status"));
        builder.environment().put("RUNTIME_DIRECTORY", runtime.toString());
        return Run.of(builder).text();
    }
}
