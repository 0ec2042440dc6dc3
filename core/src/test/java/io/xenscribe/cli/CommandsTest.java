package io.xenscribe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.host.Agent;
import io.xenscribe.host.JarWorkshop;
import io.xenscribe.host.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands within this process, on a home of their own with one plugin of two facts. */
class CommandsTest {

    private static final String FACTS = "context.publish(new Facts(\"hello\"));";

    private static final String FIVE_MISTAKES = """
            version: 1
            keys:
              data/a: ${sample.txet}
              data/b: ${sample.text|upper
              data//c: x
              data/d: {vlaue: x}
              data/e:
              data/f: ${sample.text}
            """;

    @TempDir
    Path folder;

    private CommandHome home;

    @BeforeEach
    void furnish() throws IOException {
        home = new CommandHome(folder);
        home.write("config/agent.yaml", "mapping: xcp-ng\nplugin-dirs: [plugins]\n");
        home.write("config/mappings/xcp-ng.yaml", "version: 1\nkeys:\n  data/text: ${sample.text}\n");
    }

    @AfterEach
    void restore() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statsu | xenscribe: unknown command 'statsu', did you mean 'status'?; see 'xenscribe --help'",
                "quite-another | xenscribe: unknown command 'quite-another'; see 'xenscribe --help'",
                "store lss | xenscribe store: unknown command 'lss', did you mean 'ls'?; see 'xenscribe store --help'",
                "facts --jsn | xenscribe facts: unknown option '--jsn', did you mean '--json'?; see 'xenscribe facts --help'",
                "facts more | xenscribe facts: 'more' is too much; see 'xenscribe facts --help'",
                "run --store | xenscribe run: missing required parameter for option '--store' (SPEC); see 'xenscribe run --help'",
                "facts --store=x | xenscribe facts: --store=x: must be auto, xenbus[:PATH], socket[:PATH] or memory; see 'xenscribe facts --help'",
                "facts --root /no/such | xenscribe facts: --root=/no/such: there is no such folder; see 'xenscribe facts --help'",
                "preview --facts f --root / | xenscribe preview: --facts and --root exclude each other; see 'xenscribe preview --help'",
                "store write data/x | xenscribe store write: missing required parameter: 'VALUE'; see 'xenscribe store write --help'",
            })
    void wrongUseIsOneLine(String line, String answer) {
        assertThat(home.run(line.split(" ", -1))).isEqualTo(2);
        assertThat(home.err()).containsExactly(answer);
        assertThat(home.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "plugins", "config"})
    void aGroupWithoutACommandShowsItsCommands(String group) {
        assertThat(home.run(group)).isEqualTo(2);
        assertThat(home.err()).first().asString().startsWith("Usage: xenscribe " + group);
    }

    @ParameterizedTest
    @CsvSource({
        "store read data/none, 1, data/none: there is no such node",
        "store ls data/none, 1, data/none: there is no such node",
        "store read data//x, 1, READ data//x: the path has an empty name between two slashes: EINVAL",
        "plugins describe none, 1, no plugin 'none' is loaded; 'xenscribe plugins list' shows which are",
        "facts --config /no/such, 78, /no/such: no such file",
        "preview --facts /no/such, 1, /no/such: no such file",
    })
    void whatCannotBeDoneIsOneLine(String line, int code, String answer) {
        String[] arguments = (line + " --store memory").split(" ", -1);
        if (line.startsWith("plugins")) {
            arguments = line.split(" ", -1);
        }
        assertThat(home.run(arguments)).isEqualTo(code);
        assertThat(home.err()).contains(answer).noneMatch(text -> text.contains("Exception"));
    }

    @Test
    void aStoreThatIsNotThereIsOneLine() {
        String socket = folder.resolve("none").toString();
        assertThat(home.run("store", "ls", "--store", "socket:" + socket)).isEqualTo(1);
        assertThat(home.err()).containsExactly("cannot open " + socket + ": no such file");
    }

    @Test
    void fiveMistakesAreFiveMessagesWithTheirPlaces() throws IOException {
        home.plugin("sample", FACTS);
        Path mapping = home.write("config/mappings/xcp-ng.yaml", FIVE_MISTAKES);

        assertThat(home.run("config", "check")).isEqualTo(78);
        List<String> told = home.out();
        assertThat(told).hasSize(5).allMatch(line -> line.startsWith(mapping + ":"));
        for (int i = 0; i < 5; i++) {
            assertThat(told.get(i)).startsWith(mapping + ":" + (3 + i) + ":");
        }
        assertThat(told.getFirst()).endsWith("unknown fact 'sample.txet', did you mean 'sample.text'?");
        assertThat(told.get(3)).contains("did you mean 'value'?");

        assertThat(home.run("config", "check", "--json")).isEqualTo(78);
        assertThat(home.out())
                .filteredOn(line -> line.contains("\"severity\": \"error\""))
                .hasSize(5);

        home.forget();
        int code = Agent.run(new RunOptions(Optional.empty(), Optional.of("memory"), false));
        assertThat(code).isEqualTo(78);
        assertThat(home.err()).containsExactlyElementsOf(told);
        assertThat(home.out()).as("nothing was started").isEmpty();
    }

    @Test
    void anAbsentPluginIsOneLineAndTheCheckNamesAllPlaces() throws IOException {
        home.write(
                "config/mappings/xcp-ng.yaml",
                "version: 1\nkeys:\n  data/a: ${sample.text}\n  data/b: ${sample.text}\n");
        assertThat(home.run("preview")).isZero();
        assertThat(home.err())
                .singleElement()
                .asString()
                .contains("xcp-ng.yaml:3:")
                .contains("no loaded plugin and no 'for' gives 'sample'");
        assertThat(home.run("config", "check")).isZero();
        assertThat(home.out())
                .filteredOn(line -> line.contains("no loaded plugin and no 'for' gives 'sample'"))
                .singleElement()
                .asString()
                .contains("xcp-ng.yaml:3:")
                .endsWith(" (also line 4)");
    }

    @Test
    void aPluginForScriptsThatIsAbsentIsOneLine() throws IOException {
        home.plugin("sample", FACTS);
        home.write("config/mappings/xcp-ng.yaml", "version: 1\nkeys:\n  data/a: {js: '1'}\n  data/b: {js: '2'}\n");
        for (String command : List.of("check", "show")) {
            assertThat(home.run("config", command)).isZero();
            assertThat(home.out()).noneMatch(line -> line.contains("no rule uses the plugin"));
            assertThat(List.of(String.join("\n", home.out()), String.join("\n", home.err())))
                    .filteredOn(text -> text.contains("install the plugin 'javascript'"))
                    .singleElement()
                    .asString()
                    .containsOnlyOnce("install the plugin");
        }
    }

    @Test
    void factsArePrintedForPeopleAndForPreview() throws IOException {
        home.plugin("sample", "context.publish(new Facts(\"a\\u001b[1m\"));");
        assertThat(home.run("facts")).isZero();
        assertThat(home.out()).containsExactly("sample.text = a\\x1b[1m");
        assertThat(home.run("facts", "--json")).isZero();
        Path facts = home.write("facts.json", home.text());
        assertThat(home.run("preview", "--json", "--facts", facts.toString())).isZero();
        assertThat(home.out()).anyMatch(line -> line.contains("\"value\": \"a [1m\""));
        assertThat(home.run("preview", "--facts", facts.toString())).isZero();
        assertThat(home.out()).containsExactly("data/text = \"a [1m\"  # xcp-ng.yaml:3");
        assertThat(home.run("preview", "--diff", "--store", "memory", "--facts", facts.toString()))
                .isZero();
        assertThat(home.out()).containsExactly("+ data/text = \"a [1m\"  # xcp-ng.yaml:3");
    }

    @Test
    void factsThatNobodyKnowsAreProblemsWithTheirPlaces() throws IOException {
        home.plugin("sample", FACTS);
        Path facts = home.write("facts.json", "{\"smple\": {},\n\"sample\": {\"txt\": 1}}\n");
        assertThat(home.run("preview", "--facts", facts.toString())).isEqualTo(1);
        assertThat(home.err())
                .contains(
                        facts + ":1:2 no plugin gives 'smple', did you mean 'sample'?",
                        facts + ":2:12 unknown name 'txt', did you mean 'text'?");
    }

    @Test
    void aMistakeInTheMappingDoesNotKeepFactsFromBeingShown() throws IOException {
        home.plugin("sample", FACTS);
        home.write("config/mappings/xcp-ng.yaml", FIVE_MISTAKES);
        assertThat(home.run("facts")).isZero();
        assertThat(home.out()).containsExactly("sample.text = hello");
        assertThat(home.err()).hasSize(5);
    }

    @Test
    void aCollectorThatFailsIsNamedAtOnce() throws IOException {
        home.plugin("sample", "throw new java.io.IOException(\"no luck\");");
        long begin = System.nanoTime();
        assertThat(home.run("facts", "--root", folder.toString())).isZero();
        assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
        // The log is beside it here; a command of its own has none.
        assertThat(home.err()).filteredOn(line -> line.startsWith("sample: ")).containsExactly("sample: no luck");
        assertThat(home.out()).isEmpty();
    }

    @Test
    void pluginsAreListedAndDescribed() throws IOException {
        home.plugin("sample", FACTS);
        Path garbage = home.write("plugins/garbage.jar", "none");
        assertThat(home.run("plugins", "list")).isZero();
        assertThat(home.out()).hasSize(2);
        assertThat(home.out().get(0)).startsWith("loaded   sample  1.2.3  " + folder);
        assertThat(home.out().get(1)).startsWith("refused  -       -      " + garbage + " ");
        assertThat(home.run("plugins", "list", "--json")).isZero();
        assertThat(home.out()).anyMatch(line -> line.contains("\"state\": \"refused\""));
        assertThat(home.run("plugins", "describe", "sample")).isZero();
        assertThat(home.out()).contains("sample 1.2.3 by Example", "    sample.text  text");
        assertThat(home.run("plugins", "describe", "--json")).isZero();
        assertThat(home.out()).anyMatch(line -> line.contains("\"text\": \"text\""));
        assertThat(home.run("config", "check")).isZero();
        assertThat(home.out()).first().asString().startsWith(garbage + ": warning: the plugin is not used: it ");
    }

    @Test
    void aPluginThatRunsScriptsIsDescribed() throws IOException {
        JarWorkshop.plugin(folder, "runs")
                .script("example.Js", JarWorkshop.runner("Js", "js"))
                .jar(folder.resolve("plugins"), "runs.jar");
        assertThat(home.run("plugins", "list")).isZero();
        assertThat(home.out()).singleElement().asString().startsWith("loaded  runs  1.2.3  ");
        assertThat(home.run("plugins", "describe", "runs")).isZero();
        assertThat(home.out()).containsExactly("runs 1.2.3 by Example", "  runs rules in js");
        assertThat(home.run("plugins", "describe", "--json")).isZero();
        assertThat(String.join("", home.out()).replace(" ", "")).contains("\"collectors\":[],\"scripts\":[\"js\"]");
    }

    @Test
    void theVersionIsTold() {
        assertThat(home.run("version")).isZero();
        assertThat(home.out()).singleElement().asString().startsWith("xenscribe ");
        assertThat(home.run("version", "--json")).isZero();
        assertThat(home.out()).anyMatch(line -> line.contains("\"version\": \""));
    }
}
