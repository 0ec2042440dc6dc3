package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSetupTest {

    private static final String NEEDS_A_LIMIT = """
            public record Limit(int limit) {
                public Limit {
                    if (limit > 9) throw new IllegalArgumentException("limit must be at most 9");
                }
            }
            public Class<Limit> options() { return Limit.class; }
            """;

    @TempDir
    Path workshop;

    @TempDir
    Path folder;

    @Test
    void aSectionForNoPluginIsAWarningWithASuggestion() throws IOException {
        JarWorkshop.idle(workshop, "weather", "weather").jar(folder.resolve("plugins"), "weather.jar");

        assertThat(problems("plugins:\n  wether: off\n"))
                .containsExactly("agent.yaml:5:11 warning: there is no plugin 'wether', did you mean 'weather'?");
    }

    @Test
    void aSectionForAPluginThatIsOffOrRefusedIsRight() throws IOException {
        JarWorkshop.idle(workshop, "off", "a").jar(folder.resolve("plugins"), "off.jar");
        JarWorkshop.idle(workshop, "old", "b")
                .manifest("Plugin-Requires", "^99.0.0")
                .jar(folder.resolve("plugins"), "old.jar");

        assertThat(problems("plugins:\n  off: off\n  old: on\n")).isEmpty();
    }

    @Test
    void defaultsThatAreWrongCostOnlyTheirPlugin() throws IOException {
        limited("options.yaml", "limit: [");

        assertThat(problems(""))
                .isNotEmpty()
                .allMatch(line -> line.contains("limited.jar!/options.yaml"))
                .allMatch(line -> line.contains(" warning: ") && line.endsWith("; the plugin limited does not run"));
    }

    @Test
    void whatTheAdministratorWroteIsAnErrorAtItsPlace() throws IOException {
        limited("options.yaml", "limit: 3");

        assertThat(problems("plugins:\n  limited: {limit: 10}\n"))
                .containsExactly("agent.yaml:5:12 limit must be at most 9");
    }

    private void limited(String resource, String text) throws IOException {
        JarWorkshop.plugin(workshop, "limited")
                .collector("example.Limited", JarWorkshop.collector("Limited", "limited", NEEDS_A_LIMIT, ""))
                .resource(resource, text)
                .jar(folder.resolve("plugins"), "limited.jar");
    }

    /** What a configuration with these further lines is told. */
    private List<String> problems(String lines) throws IOException {
        Path mapping = Files.writeString(folder.resolve("mapping.yaml"), "version: 1\nkeys:\n  data/x: 1\n");
        Path file = Files.writeString(
                folder.resolve("agent.yaml"),
                "mapping: " + mapping + "\nplugin-dirs:\n- " + folder.resolve("plugins") + "\n" + lines);
        Problems problems = new Problems();
        try (AgentSetup setup = AgentSetup.load(Optional.of(file), ScriptRunner.Start.AT_FIRST_USE, problems)
                .orElseThrow()) {
            assertThat(setup.mappings()).isPresent();
            List<String> told = new ArrayList<>();
            problems.all().forEach(problem -> told.add(problem.toString().replace(folder + "/", "")));
            return told;
        }
    }
}
