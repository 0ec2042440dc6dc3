package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static final String MAPPING = """
            version: 1
            keys:
              data/text: ${alpha.text}
              data/none: {value: "${beta.text}", optional: true}
              data/rest: {value: "${gamma.text}", when: gamma.text}
              data/gone: x
              data/other: {value: y, when: alpha.text != 'hello'}
            commit:
              data/updated: {value: "${alpha.text}", unless: [attr]}
            """;

    @TempDir
    Path folder;

    private CommandHome home;

    @BeforeEach
    void furnish() throws IOException {
        home = new CommandHome(folder);
        home.plugin("alpha", "context.publish(new Facts(\"hello\"));");
        home.plugin("beta", "throw new java.io.IOException(\"no luck\");");
        home.write("config/mappings/xcp-ng.yaml", MAPPING);
        home.write("config/conf.d/site.yaml", "keys:\n  data/gone: ~\n");
    }

    @AfterEach
    void restore() {
        home.close();
    }

    private int explain(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "explain";
        all[1] = "--store=memory";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return home.run(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/text", "/data/text", "/local/domain/17/data/text", "data/text/"})
    void aKeyThatIsMade(String path) {
        assertThat(explain(path)).isZero();
        assertThat(home.text()).isEqualTo("""
                data/text = "hello"
                  the store does not hold it

                rule data/text  (%s/config/mappings/xcp-ng.yaml:3)
                  value  ${alpha.text}
                    alpha.text  = hello
                """.formatted(folder));
    }

    @Test
    void aCollectorThatFails() {
        assertThat(explain("data/none")).isEqualTo(1);
        assertThat(home.text()).isEqualTo("""
                data/none: no key
                  beta.text is absent: no luck
                  the store holds nothing there

                rule data/none  (%s/config/mappings/xcp-ng.yaml:4)
                > value     ${beta.text}
                  optional  true
                    beta.text  absent: no luck
                """.formatted(folder));
    }

    @Test
    void aConditionThatDoesNotHold() {
        assertThat(explain("data/other")).isEqualTo(1);
        assertThat(home.out())
                .contains(
                        "  'alpha.text != 'hello'' does not hold: alpha.text is hello",
                        "> when   alpha.text != 'hello'  does not hold");
    }

    @Test
    void aPluginThatIsNotThere() {
        assertThat(explain("data/rest")).isEqualTo(1);
        assertThat(home.out()).contains("  no loaded plugin and no 'for' gives 'gamma'", "  when   gamma.text");
        assertThat(home.err()).noneMatch(line -> line.contains("warning:"));
    }

    @Test
    void aRuleThatWasRemoved() {
        assertThat(explain("data/gone")).isEqualTo(1);
        assertThat(home.out()).contains("  its rule is removed by ~ at " + folder + "/config/conf.d/site.yaml:2");
    }

    @Test
    void aCommitKey() {
        assertThat(explain("data/updated")).isZero();
        assertThat(home.out())
                .contains("commit rule data/updated  (" + folder + "/config/mappings/xcp-ng.yaml:9)", "  unless  attr");
    }

    @Test
    void aPathThatNoRuleMakes() {
        assertThat(explain("data/txt")).isEqualTo(1);
        assertThat(home.out()).contains("  no rule makes it", "  did you mean data/text?");
        assertThat(explain("data")).isEqualTo(1);
        assertThat(home.out())
                .contains("  no rule makes it, only keys below it", "  data/updated = \"hello\"  # xcp-ng.yaml:9");
    }

    @Test
    void aKeyThatThereIsNoRoomFor() throws IOException {
        StringBuilder mapping = new StringBuilder("version: 1\nkeys:\n")
                .append("  data/text: {value: \"${alpha.text}\", importance: low}\n");
        for (int i = 1; i <= 20; i++) {
            mapping.append("  data/").append(i).append(": x\n");
        }
        home.write("config/mappings/xcp-ng.yaml", mapping.toString());
        home.write("config/conf.d/site.yaml", "nodes: 20\n");
        assertThat(explain("data/text")).isEqualTo(1);
        assertThat(home.text()).isEqualTo("""
                data/text: no key
                  left out, no room: its importance is low, and the agent may have 20 nodes ('nodes' in agent.yaml)
                  the store holds nothing there

                rule data/text  (%s/config/mappings/xcp-ng.yaml:3)
                  value       ${alpha.text}
                  importance  low
                    alpha.text  = hello
                """.formatted(folder));
        assertThat(explain("data/text", "--json")).isEqualTo(1);
        assertThat(home.text()).contains("\"made\": false,\n  \"reason\": \"left out, no room: ", "\"left-out\": true");

        assertThat(home.run("preview")).isZero();
        assertThat(home.out()).hasSize(20).noneMatch(line -> line.startsWith("data/text"));
        String left = "the agent may have 20 nodes ('nodes' in agent.yaml): 1 key is left out, 1 of the rule at "
                + folder + "/config/mappings/xcp-ng.yaml:3, such as data/text. 'importance' says what goes first";
        assertThat(home.err()).containsOnlyOnce(left);
        assertThat(home.run("preview", "--json")).isZero();
        assertThat(home.text()).contains("data/20").doesNotContain("data/text");
        assertThat(home.err()).containsOnlyOnce(left);
    }

    @Test
    void whyTheMappingIsThisOne() throws IOException {
        home.write("config/mappings/auto.yaml", "- when: alpha.text\n  mapping: xcp-ng\n- mapping: other.yaml\n");
        home.write("config/mappings/other.yaml", "version: 1\nkeys: {}\n");
        home.write("config/agent.yaml", "mapping: auto\nplugin-dirs: [plugins]\n");
        assertThat(explain("data/text")).isZero();
        assertThat(home.out()).contains("  the mapping is xcp-ng.yaml, because alpha.text (auto.yaml:1)");
        assertThat(home.run("config", "show", "mapping", "--store=memory")).isZero();
        assertThat(home.out()).first().isEqualTo("# the mapping is xcp-ng.yaml, because alpha.text (auto.yaml:1)");

        home.write(
                "config/mappings/auto.yaml",
                "- {when: not alpha.text, mapping: xcp-ng}\n- {when: beta.text, mapping: other.yaml}\n");
        assertThat(explain("data/text")).isEqualTo(1);
        assertThat(home.out()).contains("  the mapping is none, because no entry of auto.yaml holds");
    }

    @Test
    void withoutAStoreItSaysSo() {
        String socket = folder.resolve("none").toString();
        assertThat(home.run("explain", "data/text", "--store", "socket:" + socket))
                .isZero();
        assertThat(home.out()).contains("  the store cannot be looked at: cannot open " + socket + ": no such file");
    }

    @Test
    void factsOfAFile() throws IOException {
        Path facts = home.write("facts.json", "{\"alpha\": {\"text\": \"from a file\"}}");
        assertThat(explain("data/text", "--facts", facts.toString())).isZero();
        assertThat(home.out()).contains("data/text = \"from a file\"");
        assertThat(explain("data/none", "--facts", facts.toString())).isEqualTo(1);
        assertThat(home.out()).contains("  beta.text is absent: " + facts + " has no 'beta'");
    }

    @Test
    void programsGetTheSame() {
        assertThat(explain("data/none", "--json")).isEqualTo(1);
        assertThat(home.text())
                .contains("\"made\": false", "\"reason\": \"beta.text is absent: no luck\"", "\"state\": \"nothing\"");
    }

    @Test
    void nothingIsNoPath() {
        assertThat(explain("/")).isEqualTo(2);
        assertThat(home.err()).singleElement().asString().contains("'/' names no key");
    }
}
