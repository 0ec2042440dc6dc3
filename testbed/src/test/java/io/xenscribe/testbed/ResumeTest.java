package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A domain that goes on elsewhere, with a new home in the store, as dom0's watches see it. */
@NeedsRig
class ResumeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Pattern PATH = Pattern.compile("\"path\":\\s*\"([^\"]+)\"");

    @TempDir
    Path runtime;

    @ParameterizedTest(name = "{0}, {1}, the same domain id: {2}")
    @CsvSource({"C, XAPI, false", "C, XAPI, true", "OCAML, XAPI, false", "C, XL, false", "OCAML, XL, true"})
    void eachKeyComesBackOnceAndInOrder(Daemon daemon, Toolstack toolstack, boolean sameDomain) throws Throwable {
        try (Rig rig = Rig.up(daemon, toolstack);
                Guest guest = rig.guest()) {
            guest.ip("addr add 192.0.2.10/24 dev enX0");
            GuestTruth truth = new GuestTruth(toolstack, rig, preview(guest));
            try (Agent agent = Agent.start(guest, runtime)) {
                truth.await(SOON, "after the start", rig, guest, agent);
                List<String> inOrder = previewed(guest);
                inOrder.retainAll(GuestTruth.published(rig).keySet());
                assertThat(inOrder).contains("data/os_name", "attr/vif/0/ipv4/0");
                try (WatchLog log = rig.watchDomains()) {
                    rig.command(resume(rig, sameDomain));
                    truth.await(SOON, "after the resume", rig, guest, agent);
                    // What comes in by a change came after all that the resume has brought.
                    guest.ip("addr add 192.0.2.11/24 dev enX1");
                    truth.await(SOON, "after a change", rig, guest, agent);
                    assertThat(written(rig, log, "192.0.2.11", inOrder)).containsExactlyElementsOf(inOrder);
                }
                assertThat(agent.stop()).isZero();
            }
        }
    }

    /** So nothing but a watch can tell of the resume. */
    @Test
    void anAgentAtRestAsksTheStoreNothingAndKnowsAllTheSame() throws Throwable {
        Files.writeString(runtime.resolve("m.yaml"), "version: 1\nkeys: {data/name: \"${os.name}\"}\n");
        Path config = Files.writeString(runtime.resolve("agent.yaml"), "mapping: m.yaml\n");
        try (Rig rig = Rig.up(Daemon.C, Toolstack.XL);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, runtime, "--config", config.toString())) {
            Eventually.within(SOON, () -> assertThat(rig.read("data/name")).isPresent());
            // What it still has to ask after its first publish.
            TimeUnit.SECONDS.sleep(2);
            long before = requests(rig);
            TimeUnit.SECONDS.sleep(5);
            assertThat(requests(rig)).isEqualTo(before);

            rig.command("resume");
            Eventually.within(SOON, () -> assertThat(rig.read("data/name")).isPresent());
            assertThat(agent.stop()).isZero();
        }
    }

    private static long requests(Rig rig) {
        long requests = rig.statistics().getOrDefault("requests", 0L);
        assertThat(requests).isPositive();
        return requests;
    }

    private static String[] resume(Rig rig, boolean sameDomain) {
        return sameDomain ? new String[] {"resume", "--domid", "" + rig.domain()} : new String[] {"resume"};
    }

    private static String preview(Guest guest) {
        return guest.run(Places.TREE + "/bin/xenscribe", "preview", "--json");
    }

    /** The paths of the keys in the order in which they are written; a commit key that is a key as well comes early. */
    private static List<String> previewed(Guest guest) {
        List<String> paths = new ArrayList<>();
        Matcher matcher = PATH.matcher(preview(guest));
        while (matcher.find()) {
            String path = matcher.group(1);
            if (!GuestTruth.isRestless(path) && !paths.contains(path)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** Where there were events in the present home until {@code value} came; the toolstack's nodes are left out. */
    private static List<String> written(Rig rig, WatchLog log, String value, List<String> ours) {
        String home = rig.home() + "/";
        List<String> paths = new ArrayList<>();
        for (WatchLog.Event event : log.events()) {
            String path = event.path().startsWith(home) ? event.path().substring(home.length()) : "";
            if (event.value().filter(value::equals).isPresent()) {
                break;
            }
            if (ours.contains(path)) {
                paths.add(path);
            }
        }
        return paths;
    }
}
