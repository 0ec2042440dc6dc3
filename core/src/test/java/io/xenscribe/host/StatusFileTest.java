package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.PassReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    Path folder;

    private Optional<AgentSetup> setup = Optional.empty();
    private Path path = Path.of("");

    @BeforeEach
    void load() throws IOException {
        JarWorkshop.idle(folder, "spare", "spare").jar(folder.resolve("plugins"), "spare.jar");
        Files.writeString(folder.resolve("plugins/garbage.jar"), "no jar");
        Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n  data/a: b\n");
        Path config = Files.writeString(
                folder.resolve("agent.yaml"), "mapping: m.yaml\nplugin-dirs: [" + folder.resolve("plugins") + "]\n");
        Problems problems = new Problems();
        setup = AgentSetup.load(Optional.of(config), ScriptRunner.Start.AT_FIRST_USE, problems);
        assertThat(problems.all()).isEmpty();
        path = folder.resolve("run/status.json");
    }

    @AfterEach
    void close() {
        setup.ifPresent(AgentSetup::close);
    }

    private StatusFile file() {
        Roster roster = new Roster(setup.orElseThrow(), List.of());
        return new StatusFile(path, new AgentIdentity("1.0", 42, START), () -> roster, List.of());
    }

    private static PassReport pass(int second, long writes) {
        return new PassReport(
                START.plusSeconds(second), "memory", Optional.empty(), 1, writes, 0, List.of(), List.of(), List.of());
    }

    @Test
    void aPluginThatNoRuleUsesIsShownAsSuch() {
        file().passed(pass(1, 1));

        assertThat(path)
                .content()
                .containsPattern("\"name\": \"spare\",\\s+\"plugin\": \"spare\",\\s+\"state\": \"unused\"")
                .containsPattern("\"id\": \"spare\",\\s+\"version\": \"1.2.3\",\\s+.*,\\s+\"state\": \"unused\"")
                .containsPattern("garbage.jar\",\\s+\"state\": \"refused\",\\s+\"reason\": ")
                .contains("\"heap-used\": ", "\"passes\": 1", "\"connected\": true");
    }

    @Test
    void figuresAloneAreNoReasonToWrite() throws IOException {
        StatusFile file = file();
        file.passed(pass(1, 1));
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(path, old);

        file.passed(pass(2, 1));
        file.alive(System.nanoTime() + SECOND);
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(old);
        assertThat(path).content().contains("08:00:01Z");

        file.passed(pass(3, 2));
        file.alive(System.nanoTime() + SECOND);
        assertThat(path).content().contains("08:00:03Z").contains("\"passes\": 3");
    }

    @Test
    void aStormIsWrittenOnceASecondAndItsEndToo() {
        StatusFile file = file();
        file.passed(pass(1, 1));
        assertThat(file.nanosUntilAlive(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
        for (int i = 2; i < 50; i++) {
            file.passed(pass(i, i));
        }
        assertThat(file.nanosUntilAlive(System.nanoTime())).isLessThanOrEqualTo(SECOND);

        file.alive(System.nanoTime() + SECOND);
        assertThat(path).content().contains("\"writes\": 49");
        assertThat(file.nanosUntilAlive(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void connectionsResumesAndReloadsAreCounted() {
        StatusFile file = file();
        file.passed(pass(1, 1));
        file.disconnected("the store has gone");
        assertThat(path).content().contains("the store has gone", "\"reconnects\": 0");
        file.resumed();
        file.reloaded(new ReloadReport(START, false, List.of("a.yaml:1:1 no")));
        file.passed(pass(2, 1));
        assertThat(path).content().contains("\"connected\": true");

        assertThat(path)
                .content()
                .contains("\"reconnects\": 1", "\"resumes\": 1", "\"reloads\": 1", "a.yaml:1:1 no", "\"refused\"");
    }

    @Test
    void anOldReportDoesNotStayWhenThereCanBeNoNewOne() throws IOException {
        StatusFile file = file();
        file.passed(pass(1, 1));
        Path inTheWay = Files.createDirectories(folder.resolve("run/status.json.new/x"));

        file.disconnected("gone");
        assertThat(path).doesNotExist();

        Files.delete(inTheWay);
        Files.deleteIfExists(inTheWay.getParent());
        file.alive(System.nanoTime() + Duration.ofSeconds(30).toNanos());
        assertThat(path).doesNotExist();
        file.alive(System.nanoTime() + Duration.ofSeconds(61).toNanos());
        assertThat(path).content().contains("\"error\": \"gone\"");
    }
}
