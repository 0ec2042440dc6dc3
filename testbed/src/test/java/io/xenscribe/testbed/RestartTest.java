package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed agent and its successor, as dom0 sees the change. */
@NeedsRig
class RestartTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path runtime;

    @ParameterizedTest(name = "published.json kept: {0}")
    @ValueSource(booleans = {true, false})
    void nothingBlinks(boolean memoryKept) throws Throwable {
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.1/24 dev enX0");
            guest.ip("addr add 192.0.2.2/24 dev enX0");
            guest.ip("addr add 192.0.2.3/24 dev enX0");
            Map<Integer, String> slots = Map.of(0, "192.0.2.1", 2, "192.0.2.3");
            try (Agent first = Agent.start(guest, runtime)) {
                Eventually.within(
                        SOON, () -> assertThat(Vif.addresses(rig, "0", "ipv4")).hasSize(3));
                guest.ip("addr del 192.0.2.2/24 dev enX0");
                Eventually.within(
                        SOON, () -> assertThat(Vif.addresses(rig, "0", "ipv4")).isEqualTo(slots));
                Eventually.within(
                        SOON, () -> assertThat(rig.read("data/updated")).isPresent());
                try (WatchLog log = rig.watch("attr", "data", "control")) {
                    Map<String, String> before = new HashMap<>(rig.list("attr"));
                    first.kill();
                    if (!memoryKept) {
                        Files.deleteIfExists(runtime.resolve("published.json"));
                    }
                    try (Agent second = Agent.start(guest, runtime)) {
                        // Only the new agent can bring this one in.
                        guest.ip("addr add 192.0.2.99/24 dev enX1");
                        Eventually.within(
                                SOON,
                                () -> assertThat(Vif.addresses(rig, "1", "ipv4"))
                                        .containsValue("192.0.2.99"));
                        assertThat(log.events())
                                .as("no key was removed")
                                .allMatch(event -> event.value().isPresent());
                        assertThat(rig.list("attr")).containsAllEntriesOf(before);
                        assertThat(log.events())
                                .as("addresses that were there were not written again")
                                .noneMatch(event -> before.containsKey(event.path()));
                        assertThat(Vif.addresses(rig, "0", "ipv4")).isEqualTo(slots);
                        assertThat(second.warnings("")).isEmpty();
                    }
                }
            }
        }
    }
}
