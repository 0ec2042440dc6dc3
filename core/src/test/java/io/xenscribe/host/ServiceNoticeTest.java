package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.MappingReader;
import io.xenscribe.mapping.MappingResources;
import io.xenscribe.publish.PassReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceNoticeTest {

    private static final Mapping MAPPING =
            MappingReader.read(List.of(), List.of(), MappingResources.of(Map.of()), new Problems());
    private static final long SECOND = 1_000_000_000L;

    private final List<String> sent = new ArrayList<>();
    private boolean isRefused;
    private final ServiceNotice notice = new ServiceNotice(this::take, Heartbeat.of(null, null, 1, 0), 0);

    private void take(String text) throws IOException {
        if (isRefused) {
            throw new IOException("nobody listens");
        }
        sent.add(text);
    }

    private static PassReport report(int keys, String... pending) {
        return report(keys, List.of(), List.of(), pending);
    }

    private static PassReport report(
            int keys, List<PassReport.RefusedKeys> refused, List<String> warnings, String... pending) {
        return new PassReport(
                Instant.EPOCH,
                "/dev/xen/xenbus",
                Optional.of(new ChosenMapping(Optional.empty(), MAPPING, Optional.empty())),
                keys,
                1,
                0,
                List.of(pending),
                refused,
                warnings);
    }

    @Test
    void itIsReadyOnceAllCollectorsHavePublished() {
        notice.passed(report(10, "disks"));
        notice.passed(report(12));
        notice.passed(report(12));

        assertThat(sent)
                .containsExactly(
                        "STATUS=10 keys in /dev/xen/xenbus; waiting for disks",
                        "READY=1\nSTATUS=12 keys in /dev/xen/xenbus");
        assertThat(notice.nanosUntilAlive(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCollectorThatNeverPublishesMakesItReadyAfterAWhile() {
        notice.passed(report(10, "disks"));
        assertThat(notice.nanosUntilAlive(4 * SECOND)).isEqualTo(6 * SECOND);
        notice.alive(9 * SECOND);
        assertThat(sent).hasSize(1);
        notice.alive(10 * SECOND);
        notice.passed(report(12));

        assertThat(sent)
                .containsExactly(
                        "STATUS=10 keys in /dev/xen/xenbus; waiting for disks",
                        "READY=1",
                        "STATUS=12 keys in /dev/xen/xenbus");
    }

    @Test
    void aStoreThatDoesNotAnswerMakesItReadyAfterAWhile() {
        notice.alive(10 * SECOND);

        assertThat(sent).containsExactly("READY=1\nSTATUS=waiting for the store");
    }

    @Test
    void aNoticeThatCouldNotBeSentIsSentAgainAndNotAllTheTime() {
        isRefused = true;
        notice.passed(report(12));
        notice.alive(10 * SECOND);
        assertThat(notice.nanosUntilAlive(10 * SECOND)).isEqualTo(10 * SECOND);
        isRefused = false;
        notice.alive(20 * SECOND);
        notice.passed(report(12));

        assertThat(sent).containsExactly("READY=1\nSTATUS=waiting for the store", "STATUS=12 keys in /dev/xen/xenbus");
    }

    @Test
    void troublesAreInTheState() {
        notice.passed(report(
                12,
                List.of(
                        new PassReport.RefusedKeys("a.yaml:3", "EACCES", "control/x", 1),
                        new PassReport.RefusedKeys("a.yaml:4", "E2BIG", "data/y", 2)),
                List.of("one")));
        notice.disconnected("it is gone\nREADY=1");
        notice.disconnected("it is gone\nREADY=1");

        assertThat(sent)
                .containsExactly(
                        "READY=1\nSTATUS=12 keys in /dev/xen/xenbus; 3 refused, as control/x with EACCES; 1 warning",
                        "STATUS=the store cannot be used, trying again: it is gone\\x0aREADY=1");
    }

    @Test
    void theWatchdogIsToldByWhoeverIsAlive() {
        ServiceNotice watched = new ServiceNotice(this::take, Heartbeat.of("4000000", null, 1, 0), 0);
        watched.passed(report(12));
        sent.clear();

        watched.alive(0);
        watched.alive(SECOND);
        assertThat(watched.nanosUntilAlive(SECOND)).isEqualTo(SECOND);
        watched.alive(2 * SECOND);

        assertThat(sent).containsExactly("WATCHDOG=1", "WATCHDOG=1");
    }

    @Test
    void aReloadBeginsAndEnds() {
        notice.reloading();
        notice.reloaded(new ReloadReport(Instant.EPOCH, true, List.of()));
        notice.stopping();

        assertThat(sent).hasSize(3);
        assertThat(sent.getFirst()).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");
        assertThat(sent.subList(1, 3)).containsExactly("READY=1", "STOPPING=1");
    }

    @Test
    void whereThereIsNothingToDoTheEndIsNoFailure() {
        notice.done("this is dom0");

        assertThat(sent).containsExactly("READY=1\nSTATUS=this is dom0", "STOPPING=1");
    }
}
