package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a jar has to say of itself before any of its code is loaded. */
class PluginJarTest extends PluginHosting {

    /** Packed it is a thousandth of that. */
    @Test
    void aJarWhoseTextWouldFillTheMemoryIsRefused() throws IOException {
        idle("bomb", "bomb").resource("options.yaml", " ".repeat(1 << 21)).jar(folder, "bomb.jar");

        host.loadAll(folder);

        assertThat(host.loaded()).isEmpty();
        assertThat(reason()).isEqualTo("its options.yaml has more than 1048576 bytes");
    }

    @ParameterizedTest
    @CsvSource({"Plugin-Id", "Plugin-Version", "Plugin-Provider", "Plugin-Requires"})
    void aJarThatDoesNotSayWhatItIsIsRefused(String entry) throws IOException {
        idle("bare", "bare").without(entry).jar(folder, "bare.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("its manifest has no " + entry);
    }

    @Test
    void anIdThatCannotBeWrittenInTheConfigurationIsRefused() throws IOException {
        idle("My Plugin", "mine").jar(folder, "mine.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith("its Plugin-Id 'My Plugin' is not words of lower-case letters");
    }

    @Test
    void aFileThatIsNoJarIsRefused() throws IOException {
        Files.writeString(folder.resolve("torn.jar"), "PK and then nothing");
        Files.createDirectory(folder.resolve("unpacked.jar"));

        host.loadAll(folder);

        assertThat(host.refused()).extracting(RefusedPlugin::id).containsOnly(Optional.empty());
        assertThat(host.refused().getFirst().reason()).startsWith("cannot be read as a jar: ");
        assertThat(host.refused().getLast().reason()).isEqualTo("is not a file");
    }

    @ParameterizedTest
    @CsvSource({
        "^7.2.0, needs version ^7.2.0 of the plugin API; this agent has ",
        "<0.0.2, needs version <0.0.2 of the plugin API; this agent has ",
        "soon, its Plugin-Requires is not a range of API versions such as ^0.1.0: '' is no version",
    })
    void aPluginForAnotherApiIsRefused(String requires, String reason) throws IOException {
        idle("future", "future").manifest("Plugin-Requires", requires).jar(folder, "future.jar");

        host.loadAll(folder);

        assertThat(reason()).startsWith(reason);
    }

    @Test
    void aJarThatGivesNothingIsRefused() throws IOException {
        plugin("empty").jar(folder, "empty.jar");

        host.loadAll(folder);

        assertThat(reason())
                .isEqualTo("lists no class in META-INF/services/io.xenscribe.api.Collector"
                        + " and none in META-INF/services/io.xenscribe.api.RuleScript");
    }

    @Test
    void aListedClassThatIsMissingIsNamed() throws IOException {
        plugin("lost").lists("example.Lost").jar(folder, "lost.jar");

        host.loadAll(folder);

        assertThat(reason()).isEqualTo("lists the class example.Lost, which its jar does not have");
    }
}
