package io.xenscribe.mappingtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReaderTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private List<String> names(String tests) throws IOException {
        Path mapping = Files.writeString(folder.resolve("m.yaml"), "version: 1\nkeys: {data/a: x}\n" + tests);
        return Trial.reader(problems).read(mapping, folder.resolve("home")).stream()
                .map(MappingTest::name)
                .toList();
    }

    private List<String> messages() {
        return problems.all().stream()
                .map(Problem::toString)
                .map(message -> message.replace(folder.toString(), "DIR"))
                .toList();
    }

    @Test
    void testsStandInTheMappingOrInAFileThatItNames() throws IOException {
        assertThat(names("")).isEmpty();
        assertThat(names("tests: {b: [{some: {data/a: x}}], a: [{keys: {data/a: x}}]}"))
                .containsExactly("b", "a");
        Files.createDirectories(folder.resolve("home/tests"));
        Files.writeString(folder.resolve("home/tests/m.yaml"), "at home: [{keys: {}}]");
        assertThat(names("tests: tests/m.yaml")).containsExactly("at home");
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/m.yaml"), "beside: [{keys: {}}]");
        assertThat(names("tests: tests/m.yaml")).containsExactly("beside");
        assertThat(messages()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNamedWhereItIsAskedFor() throws IOException {
        assertThat(names("tests: tests/m.yaml")).isEmpty();
        assertThat(messages())
                .containsExactly("DIR/m.yaml:3:8 there is no file DIR/tests/m.yaml, and none of that name in DIR/home");
    }

    @Test
    void factsThatNoPluginGivesHaveAPlaceAndASuggestion() {
        assertThat(Trial.problems("""
                        a test:
                        - facts: {os: {nme: x}}
                          keys: {}
                        - facts: {netwrk: {}}
                          keys: {}
                        """))
                .containsExactly(
                        "t.yaml:2:15 'name' is missing: text is wanted",
                        "t.yaml:2:16 unknown name 'nme', did you mean 'name'?",
                        "t.yaml:4:11 no plugin gives 'netwrk', did you mean 'network'?");
    }

    @Test
    void everythingElseThatIsWrongHasAPlaceToo() {
        assertThat(Trial.problems("""
                        no list: {keys: {}}
                        no steps: []
                        no map: [x]
                        nothing expected: [{facts: {}}]
                        a slip: [{kyes: {}}]
                        wrong types:
                        - facts: []
                          keys: x
                          some: {data/a: {b: c}}
                          commit: ~
                          warnings: [{}]
                        - warnings: x
                        nothing to remove:
                        - keys: {data/a: x}
                        - keys: {data/b: ~}
                        """))
                .containsExactly(
                        "t.yaml:1:10 a test is a list of steps such as {facts: ..., keys: ...}, not a map",
                        "t.yaml:2:11 a test is a list of steps such as {facts: ..., keys: ...}, and this one has none",
                        "t.yaml:3:10 a step is a map such as {facts: ..., keys: ...}, not text",
                        "t.yaml:4:20 the step expects nothing: 'keys', 'some', 'commit' or 'warnings' is missing",
                        "t.yaml:5:11 unknown key 'kyes' in a step, did you mean 'keys'?",
                        "t.yaml:7:10 'facts' takes a map from collectors to their facts, not a list",
                        "t.yaml:8:9 'keys' takes a map from paths to values, not text",
                        "t.yaml:9:18 the value of a key is text, not a map; paths are given in full",
                        "t.yaml:10:11 'commit' takes a map from paths to values, not ~",
                        "t.yaml:11:14 a part of a warning is text, not a map",
                        "t.yaml:12:13 'warnings' takes a list of parts of warnings, not text",
                        "t.yaml:15:10 the step before does not expect 'data/b', so there is nothing that ~ could remove");
    }
}
