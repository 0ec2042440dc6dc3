package io.xenscribe.plugin.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ServiceCollectorTest {

    private static final Duration PERIOD = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "with a process, ssh, RUNNING",
        "that did its work, apparmor.service, EXITED",
        "without control group, nginx, STOPPED",
        "that is masked, rpcbind, STOPPED",
        "without unit file, ngnix, MISSING",
    })
    void whatAServiceIsLikeTellsItsState(String like, String name, State state) throws Exception {
        assertThat(stateOf("debian-12", name)).as(like).isEqualTo(state);
    }

    @Test
    void anAliasIsTheUnitThatItNames() throws Exception {
        assertThat(look("debian-12", options("sshd")).units())
                .containsExactly(new Service("sshd", State.RUNNING, Optional.empty()));
    }

    @Test
    void instancesOfTemplatesAreFoundInTheirOwnSlice() throws Exception {
        assertThat(stateOf("debian-12", "getty@tty1")).isEqualTo(State.RUNNING);
        assertThat(stateOf("debian-12", "autovt@tty1")).isEqualTo(State.RUNNING);
        assertThat(stateOf("debian-12", "getty@tty2")).isEqualTo(State.STOPPED);
        assertThat(stateOf("debian-12", "systemd-fsck@dev-disk-by\\x2duuid-A1B2\\x2dC3D4"))
                .isEqualTo(State.EXITED);
    }

    @Test
    void otherSlicesMustBeNamed() throws Exception {
        assertThat(stateOf("debian-12", "shop")).isEqualTo(State.STOPPED);
        ServiceOptions both = new ServiceOptions(List.of("shop"), List.of("system.slice", "app-web.slice"), PERIOD);
        assertThat(look("debian-12", both).units()).extracting(Service::state).containsExactly(State.RUNNING);
    }

    @Test
    void controlGroupsOfVersion1ListTheirProcesses() throws Exception {
        assertThat(look("centos-7", options("sshd", "docker", "rhel-dmesg", "crond", "none"))
                        .units())
                .extracting(Service::state)
                .containsExactly(State.RUNNING, State.RUNNING, State.EXITED, State.STOPPED, State.MISSING);
    }

    @Test
    void whereBothVersionsAreTheNewerTells() throws Exception {
        assertThat(stateOf("ubuntu-20.04", "cron")).isEqualTo(State.RUNNING);
    }

    @Test
    void aServiceNamedTwiceIsOne() throws Exception {
        assertThat(look("debian-12", options("ssh", "nginx", "ssh.service")).units())
                .extracting(Service::name)
                .containsExactly("ssh", "nginx");
    }

    @Test
    void theLinkForTheJournalTellsTheStart() throws Exception {
        Instant start = Instant.parse("2026-11-22T03:45:45Z");
        started("ssh", start.plusMillis(123));
        stopped("nginx");

        assertThat(run(options("ssh", "nginx")).last().units())
                .containsExactly(
                        new Service("ssh", State.RUNNING, Optional.of(start)),
                        new Service("nginx", State.STOPPED, Optional.empty()));
    }

    @Test
    void startsAndStopsAreSeenWhenThingsHaveCalmedDown() throws Exception {
        Path group = started("ssh", Instant.EPOCH);
        var context = FixtureContext.<ServiceFacts>of(folder).options(options("ssh"));
        context.then(() -> {
                    Files.delete(group.resolve("cgroup.events"));
                    Files.delete(group);
                    context.signal(folder.resolve("sys/fs/cgroup/system.slice").toString());
                })
                .thenNothing();

        context.run(new ServiceCollector());

        assertThat(states(context)).containsExactly(List.of(State.RUNNING), List.of(State.STOPPED));
        assertThat(context.waits()).containsExactly(PERIOD, Duration.ofSeconds(1), PERIOD);
    }

    @Test
    void aSliceThatIsNotThereYetIsAwaitedAboveIt() throws Exception {
        stopped("getty@");
        Path above = folder.resolve("sys/fs/cgroup/system.slice");
        Path slice = above.resolve("system-getty.slice");
        var context = FixtureContext.<ServiceFacts>of(folder).options(options("getty@tty1"));
        context.then(() -> {
                    group(slice.resolve("getty@tty1.service"), "populated 1\n");
                    context.signal(above.toString());
                })
                .thenNothing()
                .then(() -> {
                    Files.writeString(slice.resolve("getty@tty1.service/cgroup.events"), "populated 0\n");
                    context.signal(slice.toString());
                })
                .thenNothing();

        context.run(new ServiceCollector());

        assertThat(states(context))
                .containsExactly(List.of(State.STOPPED), List.of(State.RUNNING), List.of(State.EXITED));
    }

    @Test
    void looksAgainAfterEachPeriod() throws Exception {
        Path group = started("backup", Instant.EPOCH);
        var context = FixtureContext.<ServiceFacts>of(folder)
                .options(options("backup"))
                .then(() -> Files.writeString(group.resolve("cgroup.events"), "populated 0\nfrozen 0\n"));

        context.run(new ServiceCollector());

        assertThat(states(context)).containsExactly(List.of(State.RUNNING), List.of(State.EXITED));
        assertThat(context.waits()).containsExactly(PERIOD, PERIOD);
    }

    @Test
    void whoNamesNoServiceNeedsNoSystemd() throws Exception {
        var context = FixtureContext.<ServiceFacts>of(folder).options(options()).run(new ServiceCollector());

        assertThat(context.published()).containsExactly(new ServiceFacts(List.of()));
        assertThat(context.returned()).isTrue();
    }

    @Test
    void saysWhenThereIsNoSystemd() {
        assertThatThrownBy(() -> look("alpine", options("sshd")))
                .isInstanceOf(IOException.class)
                .hasMessage("/sys/fs/cgroup has no system.slice: is systemd running here?");
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new ServiceCollector()))
                .isEmpty();
    }

    private static ServiceOptions options(String... units) {
        return new ServiceOptions(List.of(units), List.of("system.slice"), PERIOD);
    }

    private static State stateOf(String fixture, String unit) throws Exception {
        return look(fixture, options(unit)).units().getFirst().state();
    }

    private static ServiceFacts look(String fixture, ServiceOptions options) throws Exception {
        return FixtureContext.<ServiceFacts>of(Path.of("fixtures", fixture))
                .options(options)
                .run(new ServiceCollector())
                .last();
    }

    private FixtureContext<ServiceFacts> run(ServiceOptions options) throws Exception {
        return FixtureContext.<ServiceFacts>of(folder).options(options).run(new ServiceCollector());
    }

    private static List<List<State>> states(FixtureContext<ServiceFacts> context) {
        return context.published().stream()
                .map(facts -> facts.units().stream().map(Service::state).toList())
                .toList();
    }

    private Path started(String name, Instant at) throws IOException {
        stopped(name);
        Path links = Files.createDirectories(folder.resolve("run/systemd/units"));
        Path link = Files.createSymbolicLink(
                links.resolve("invocation:" + name + ".service"), Path.of("b4ad4f9be1f14b1aa3ea0e4cbd0ac55c"));
        FileTime time = FileTime.from(at);
        Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(time, time, null);
        return group(folder.resolve("sys/fs/cgroup/system.slice/" + name + ".service"), "populated 1\nfrozen 0\n");
    }

    private void stopped(String name) throws IOException {
        Path files = Files.createDirectories(folder.resolve("usr/lib/systemd/system"));
        Files.writeString(files.resolve(name + ".service"), "[Service]\n");
        Files.createDirectories(folder.resolve("sys/fs/cgroup/system.slice"));
    }

    private static Path group(Path group, String events) throws IOException {
        Files.createDirectories(group);
        Files.writeString(group.resolve("cgroup.events"), events);
        return group;
    }
}
