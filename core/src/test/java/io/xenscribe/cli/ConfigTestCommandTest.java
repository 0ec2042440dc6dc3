package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config test} within this process, on mappings of the facts that the agent itself gives. */
class ConfigTestCommandTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/version: ${agent.version}
              data/pid: ${agent.pid}
            commit:
              data/updated: ${agent.now|asctime}
            """;

    private static final String FAILING = """
            tests:
              as it starts:
                - some: {data/version: 1.0.0}
                  commit: {data/updated: Sat Jan  1 00:00:00 2000}
              later:
                - keys: {data/version: 1.0.0, data/pid: 1}
                - facts: {agent: {version: 1.0.1, pid: 70}}
                  keys: {data/version: 1.0.2, data/name: x, data/pid: ~}
            """;

    @TempDir
    Path folder;

    private CommandHome home;

    @BeforeEach
    void furnish() throws IOException {
        home = new CommandHome(folder);
        home.write("config/agent.yaml", "mapping: xcp-ng\nplugin-dirs: []\nkeys: {data/added: by the administrator}\n");
    }

    @AfterEach
    void restore() {
        home.close();
    }

    /** The same on any machine. */
    private List<String> lines(List<String> printed) {
        return printed.stream()
                .map(line -> line.replace(folder.toString(), "HOME"))
                .toList();
    }

    @Test
    void testsTheConfiguredMappingWithoutWhatIsMergedOverIt() throws IOException {
        home.write(
                "config/mappings/xcp-ng.yaml",
                MAPPING + "tests:\n  both keys:\n    - keys: {data/version: 1.0.0, data/pid: 1}\n");
        assertThat(home.run("config", "test")).isZero();
        assertThat(lines(home.out()))
                .containsExactly("HOME/config/mappings/xcp-ng.yaml", "  ok      both keys", "1 test passed");
        assertThat(lines(home.err())).isEmpty();
    }

    @Test
    void testsEachMappingThatMayBeChosen() throws IOException {
        home.write("config/agent.yaml", "plugin-dirs: []\nmapping: choice.yaml\n");
        home.write("config/choice.yaml", "- {when: agent.version, mapping: a.yaml}\n- mapping: b.yaml\n");
        home.write("config/a.yaml", MAPPING + "tests:\n  a:\n    - some: {data/pid: 1}\n");
        home.write("config/b.yaml", MAPPING + "tests:\n  b:\n    - some: {data/pid: 1}\n");
        assertThat(home.run("config", "test")).isZero();
        assertThat(lines(home.out())).contains("  ok      a", "  ok      b", "2 tests passed");
    }

    @Test
    void showsWhatIsNotAsExpectedWithTheLinesToLookAt() throws IOException {
        Path mapping = home.write("m.yaml", MAPPING + FAILING);
        assertThat(home.run("config", "test", mapping.toString())).isEqualTo(1);
        assertThat(lines(home.out()))
                .containsExactly(
                        "HOME/m.yaml",
                        "  ok      as it starts",
                        "  FAILED  later",
                        "    step 2 (HOME/m.yaml:13)",
                        "      different   data/version  expected \"1.0.2\"  is \"1.0.1\"  # test m.yaml:14, rule m.yaml:3",
                        "      missing     data/name     expected \"x\"                  # test m.yaml:14",
                        "      unexpected  data/pid                        is \"70\"     # rule m.yaml:4",
                        "1 of 2 tests failed");
        assertThat(home.run("config", "test", "--json", mapping.toString())).isEqualTo(1);
        assertThat(String.join("\n", lines(home.out())))
                .contains(
                        "\"name\": \"later\"",
                        "\"passed\": false",
                        "\"kind\": \"different\"",
                        "\"expected\": \"1.0.2\"",
                        "\"actual\": \"1.0.1\"",
                        "\"rule\": \"HOME/m.yaml:3\"");
    }

    @Test
    void aMappingWithoutTestsSaysSo() throws IOException {
        Path mapping = home.write("m.yaml", MAPPING);
        assertThat(home.run("config", "test", mapping.toString())).isZero();
        assertThat(lines(home.out())).containsExactly("HOME/m.yaml: has no tests");
    }

    @Test
    void mistakesInMappingAndTestsAreToldTogetherAndKeepNoOtherFromBeingTested() throws IOException {
        Path wrong = home.write(
                "wrong.yaml",
                "version: 1\nkeys: {data/a: '${agent.vresion}'}\ntests: {a: [{facts: {agent: {pdi: 1}}, keys: {}}]}\n");
        Path right = home.write("right.yaml", MAPPING + FAILING);
        assertThat(home.run("config", "test", wrong.toString(), right.toString()))
                .isEqualTo(78);
        assertThat(lines(home.err()))
                .containsExactly(
                        "HOME/wrong.yaml:2:19 unknown fact 'agent.vresion', did you mean 'agent.version'?",
                        "HOME/wrong.yaml:3:30 unknown name 'pdi', did you mean 'pid'?");
        assertThat(lines(home.out())).first().isEqualTo("HOME/right.yaml");
        assertThat(home.run("config", "test", folder.resolve("none.yaml").toString()))
                .isEqualTo(78);
        assertThat(lines(home.err())).containsExactly("HOME/none.yaml: no such file");
    }
}
