package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest whose clock is set while the agent runs, and one that has been up for ten years. */
@NeedsRig
class ClockTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long YEAR = Duration.ofDays(365).toSeconds();
    private static final int FORTH = 9;
    private static final int BACK = -20;

    @TempDir
    Path folder;

    @Test
    void aJumpIsSeenInTheTimeOfTheNextChangeAndNowhereElse() throws Throwable {
        Path shift = set(folder.resolve("shift"), 0);
        List<String> command = new ArrayList<>(
                List.of("env", "CLOCK_SHIFT=" + shift, "LD_PRELOAD=" + Places.RIG_PROGRAMS.resolve("clock.so")));
        command.addAll(Agent.command(Places.TREE));
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            GuestTruth truth =
                    new GuestTruth(Toolstack.XAPI, rig, guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json"));
            try (Agent agent = Agent.start(guest, command, folder.resolve("run"))) {
                truth.await(SOON, "after the start", rig, guest, agent);
                for (int years : List.of(FORTH, BACK, FORTH)) {
                    try (WatchLog log = rig.watch("attr", "data", "control")) {
                        set(shift, years * YEAR);
                        guest.ip("addr add 192.0.2.10/24 dev enX0");
                        awaitYear(rig, years);
                        assertThat(log.events()).allMatch(event -> event.value().isPresent());
                    }
                    guest.ip("addr del 192.0.2.10/24 dev enX0");
                    rig.command("restart");
                    truth.await(SOON, "after a restart", rig, guest, agent);
                }
                rig.command("resume");
                truth.await(SOON, "after a resume", rig, guest, agent);
                assertThat(agent.stop()).isZero();
                assertThat(agent.warnings("")).allMatch(line -> line.contains("the store cannot be used"));
            }
        }
    }

    /** What data/updated tells is the clock of the guest. */
    private static void awaitYear(Rig rig, int years) throws Throwable {
        // The shift has no leap days, so that the year may be one of two.
        int year = Year.now(ZoneOffset.UTC).getValue() + years;
        Eventually.within(
                SOON,
                () -> assertThat(rig.read("data/updated").orElse(""))
                        .matches(text -> text.endsWith(" " + year)
                                || text.endsWith(" " + (year + 1))
                                || text.endsWith(" " + (year - 1))));
    }

    private static Path set(Path shift, long seconds) throws IOException {
        return Files.writeString(shift, Long.toString(seconds));
    }

    @Test
    void tenYearsOfUptimeAreNoDifference() throws Throwable {
        String seconds = Long.toString(10 * YEAR);
        List<String> command =
                new ArrayList<>(List.of("unshare", "--time", "--monotonic", seconds, "--boottime", seconds, "--"));
        command.addAll(Agent.command(Places.TREE));
        try (Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            GuestTruth truth =
                    new GuestTruth(Toolstack.XAPI, rig, guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json"));
            try (Agent agent = Agent.start(guest, command, folder)) {
                truth.await(SOON, "after the start", rig, guest, agent);
                assertThat(Path.of("/proc/" + agent.pid() + "/timens_offsets"))
                        .content()
                        .contains(seconds);
                guest.ip("addr add 192.0.2.10/24 dev enX0");
                truth.await(SOON, "after a change", rig, guest, agent);
                rig.command("resume");
                truth.await(SOON, "after a resume", rig, guest, agent);
                rig.command("restart");
                truth.await(SOON, "after a restart", rig, guest, agent);
                assertThat(agent.stop()).isZero();
                assertThat(agent.warnings("")).allMatch(line -> line.contains("the store cannot be used"));
            }
        }
    }
}
