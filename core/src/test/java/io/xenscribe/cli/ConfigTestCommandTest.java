package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config test} within this process, on mappings of the facts that the agent itself gives. */
class ConfigTestCommandTest {

    private static final String HOME = "xenscribe.home";

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
    Path home;

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final @Nullable String formerHome = System.getProperty(HOME);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void furnish() throws IOException {
        System.setProperty(HOME, home.toString());
        write("config/agent.yaml", "mapping: xcp-ng\nplugin-dirs: []\nkeys: {data/added: by the administrator}\n");
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
        System.setErr(stderr);
        if (formerHome == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, formerHome);
        }
    }

    private Path write(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Xenscribe.execute(arguments);
    }

    private List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .replace(home.toString(), "HOME")
                .lines()
                .toList();
    }

    @Test
    void testsTheConfiguredMappingWithoutWhatIsMergedOverIt() throws IOException {
        write(
                "config/mappings/xcp-ng.yaml",
                MAPPING + "tests:\n  both keys:\n    - keys: {data/version: 1.0.0, data/pid: 1}\n");
        assertThat(run("config", "test")).isZero();
        assertThat(lines(out))
                .containsExactly("HOME/config/mappings/xcp-ng.yaml", "  ok      both keys", "1 test passed");
        assertThat(lines(err)).isEmpty();
    }

    @Test
    void testsEachMappingThatMayBeChosen() throws IOException {
        write("config/agent.yaml", "plugin-dirs: []\nmapping: choice.yaml\n");
        write("config/choice.yaml", "- {when: agent.version, mapping: a.yaml}\n- mapping: b.yaml\n");
        write("config/a.yaml", MAPPING + "tests:\n  a:\n    - some: {data/pid: 1}\n");
        write("config/b.yaml", MAPPING + "tests:\n  b:\n    - some: {data/pid: 1}\n");
        assertThat(run("config", "test")).isZero();
        assertThat(lines(out)).contains("  ok      a", "  ok      b", "2 tests passed");
    }

    @Test
    void showsWhatIsNotAsExpectedWithTheLinesToLookAt() throws IOException {
        Path mapping = write("m.yaml", MAPPING + FAILING);
        assertThat(run("config", "test", mapping.toString())).isEqualTo(1);
        assertThat(lines(out))
                .containsExactly(
                        "HOME/m.yaml",
                        "  ok      as it starts",
                        "  FAILED  later",
                        "    step 2 (HOME/m.yaml:13)",
                        "      different   data/version  expected \"1.0.2\"  is \"1.0.1\"  # test m.yaml:14, rule m.yaml:3",
                        "      missing     data/name     expected \"x\"                  # test m.yaml:14",
                        "      unexpected  data/pid                        is \"70\"     # rule m.yaml:4",
                        "1 of 2 tests failed");
        assertThat(run("config", "test", "--json", mapping.toString())).isEqualTo(1);
        assertThat(String.join("\n", lines(out)))
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
        Path mapping = write("m.yaml", MAPPING);
        assertThat(run("config", "test", mapping.toString())).isZero();
        assertThat(lines(out)).containsExactly("HOME/m.yaml: has no tests");
    }

    @Test
    void mistakesInMappingAndTestsAreToldTogetherAndKeepNoOtherFromBeingTested() throws IOException {
        Path wrong = write(
                "wrong.yaml",
                "version: 1\nkeys: {data/a: '${agent.vresion}'}\ntests: {a: [{facts: {agent: {pdi: 1}}, keys: {}}]}\n");
        Path right = write("right.yaml", MAPPING + FAILING);
        assertThat(run("config", "test", wrong.toString(), right.toString())).isEqualTo(78);
        assertThat(lines(err))
                .containsExactly(
                        "HOME/wrong.yaml:2:19 unknown fact 'agent.vresion', did you mean 'agent.version'?",
                        "HOME/wrong.yaml:3:30 unknown name 'pdi', did you mean 'pid'?");
        assertThat(lines(out)).first().isEqualTo("HOME/right.yaml");
        assertThat(run("config", "test", home.resolve("none.yaml").toString())).isEqualTo(78);
        assertThat(lines(err)).containsExactly("HOME/none.yaml: no such file");
    }
}
