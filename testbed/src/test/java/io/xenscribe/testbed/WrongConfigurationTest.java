package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts with a configuration that will not be right the next time either: the service manager must not try again. */
@NeedsRig
class WrongConfigurationTest {

    private static final Pattern PREVENTING = Pattern.compile("(?m)^RestartPreventExitStatus=(\\d+)$");

    @TempDir
    Path folder;

    private Path config = Path.of("");
    private Rig rig;
    private Guest guest;

    @BeforeEach
    void makeGuest() throws IOException {
        config = Files.writeString(folder.resolve("agent.yaml"), "log: info\n");
        rig = Rig.up(Daemon.C, Toolstack.XAPI);
        guest = rig.guest();
    }

    @AfterEach
    void endGuest() throws IOException {
        guest.close();
        rig.close();
    }

    private static int preventing() throws IOException {
        Matcher matcher = PREVENTING.matcher(Files.readString(Places.PROJECT.resolve("packaging/xenscribe.service")));
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private void assertRefused(String... words) throws IOException {
        List<String> command = Agent.command(Places.TREE, "--config", config.toString());
        ProcessBuilder builder = guest.inside(command);
        builder.environment().put("RUNTIME_DIRECTORY", folder.resolve("run").toString());
        Run run = Run.of(builder);
        assertThat(run.code()).as(run.text()).isEqualTo(preventing());
        assertThat(run.lines()).singleElement().asString().contains(words);
        assertThat(rig.read("data/updated")).isEmpty();
    }

    @Test
    void aFileThatIsNotThere() throws IOException {
        Files.delete(config);
        assertRefused(config + ": no such file");
    }

    @Test
    void aMistakeInTheAgentsFile() throws IOException {
        Files.writeString(config, "plugins:\n  memory: {perod: 60s}\n");
        assertRefused(config + ":2:12", "did you mean 'period'?");
    }

    @Test
    void aMistakeInTheMapping() throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys:\n  data/a: ${memory.totl}\n");
        Files.writeString(config, "mapping: m.yaml\n");
        assertRefused(mapping + ":3:", "did you mean 'memory.total'?");
    }

    @Test
    void aDropInThatOthersCanWrite() throws IOException {
        Path dropIn = Files.createDirectory(folder.resolve("conf.d")).resolve("site.yaml");
        Files.writeString(dropIn, "log: debug\n");
        guest.run("chmod", "o+w", dropIn.toString());
        assertRefused(dropIn + ": ", "is not trusted: it can be written by everybody");
    }

    @Test
    void aMappingInAFolderOfSomebodyElse() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("m.yaml"), "version: 1\nkeys: {data/a: b}\n");
        Files.writeString(config, "mapping: other/m.yaml\n");
        guest.run("chown", "12345", other.toString());
        assertRefused("other/m.yaml: ", "is not trusted: the folder " + other + " belongs to user 12345");
    }
}
