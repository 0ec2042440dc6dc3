package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors are told of the files that people write. */
class SchemaTest {

    private static final Path FOLDER = Places.PROJECT.resolve("config/schema");
    private static final String FIRST_WORDS = "# yaml-language-server: $schema=";

    @ParameterizedTest
    @ValueSource(strings = {"agent", "mapping", "choice", "tests"})
    void theCommittedSchemaIsThatOfThePackagedAgent(String kind) throws IOException {
        String printed = Run.of(
                        Places.TREE + "/bin/xenscribe",
                        "config",
                        "schema",
                        kind,
                        "--config",
                        Places.TREE + "/config/agent.yaml")
                .orFail();
        assertThat(FOLDER.resolve(kind + ".json"))
                .as("make it anew with: xenscribe config schema %1$s > config/schema/%1$s.json", kind)
                .content()
                .isEqualTo(printed);
    }

    static List<Path> shippedFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("config", "examples")) {
            try (Stream<Path> all = Files.walk(Places.PROJECT.resolve(folder))) {
                // Defaults inside a jar are a part of agent.yaml, for which there is no schema by itself.
                all.filter(path -> path.toString().endsWith(".yaml")
                                && !path.toString().contains("/src/")
                                && !path.toString().contains("/target/"))
                        .forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(4);
        return files.stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("shippedFiles")
    void everyShippedFileNamesItsSchemaAndIsValid(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).as("%s, first line", file).startsWith(FIRST_WORDS);
        Path schema = file.resolveSibling(lines.getFirst().substring(FIRST_WORDS.length()))
                .normalize();
        assertThat(schema).exists().hasParent(FOLDER);
        assertThat(problems(schema, Files.readString(file))).as(file.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "agent   ; {maping: auto}",
                "agent   ; {log: loud}",
                "agent   ; {store: xenbsu}",
                "agent   ; {plugins: {memory: {period: 60}}}",
                "agent   ; {plugins: {memory: {perod: 60s}}}",
                "agent   ; {plugins: {memory: maybe}}",
                "agent   ; {plugins: {services: {unit: [ssh]}}}",
                "agent   ; {keys: {data/x: {vlaue: 1}}}",
                "mapping ; {version: 2, keys: {}}",
                "mapping ; {version: 1}",
                "mapping ; {keys: {data/x: 1}}",
                "mapping ; {version: 1, keys: {/data/x: 1}}",
                "mapping ; {version: 1, keys: {data/x: [1]}}",
                "mapping ; {version: 1, keys: {data/x: '${memory.total|kilo}'}}",
                "mapping ; {version: 1, keys: {data/x: {value: 1, own: maybe}}}",
                "mapping ; {version: 1, keys: {data/x: {value: 1, slots: 0}}}",
                "mapping ; {version: 1, keys: {data/x: {value: 1, for: network.interfaces}}}",
                "mapping ; {version: 1, keys: {data/x: {value: 1, when: a = b}}}",
                "mapping ; {version: 1, keys: {}, commit: {data/x: {quiet: true}}}",
                "choice  ; {when: vendor.ec2, mapping: a.yaml}",
                "choice  ; []",
                "choice  ; [{when: vendor.ec2}]",
                "choice  ; [{when: vendor = 1, mapping: a.yaml}]",
                "tests   ; {a: {keys: {}}}",
                "tests   ; {a: [{fact: {}}]}",
                "tests   ; {a: [{facts: {memory: {totl: 1kib}}, keys: {}}]}",
            })
    void mistakesAreShown(String kind, String yaml) throws IOException {
        assertThat(problems(FOLDER.resolve(kind + ".json"), yaml)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "agent   ; {mapping: auto, plugins: {memory: off, os-info: ~, mine: {x: [1]}, network: on}}",
                "agent   ; {plugins: {memory: {period: 60s}, vendor-keys: {major: 3, build: '4', strings: {a: 1.10}}}}",
                "agent   ; {keys: {data/x: ~, data/y: {value: 1, when: ~}, data/z: no}, plugin-dirs: [a], log: warn}",
                "mapping ; {version: 1, extends: a.yaml, keys: {data/x: 'a $$ ${memory.total ?? ''none''|kib|cut:3}'}}",
                "mapping ; {version: 1, keys: {'a/${x.y}': {for: x in a.b, slots: 4, own: true, keys: {c: ''}}}}",
                "mapping ; {version: 1, keys: {a: 1}, commit: {b: {value: 1, unless: [a, c/d]}}, tests: a.yaml}",
                "mapping ; {version: '1', keys: {a: 1}, tests: {t: [{facts: {memory: {total: 1kib}}, keys: {a: 1}}]}}",
                "choice  ; [{when: [not vendor.ec2, store.home.x == 'a b'], mapping: a.yaml}, {mapping: b.yaml}]",
                "tests   ; {a: [{facts: {memory: ~, os: {major: 3}}, some: {data/x: ~, data/y: 1}, commit: {}}]}",
            })
    void whatIsRightIsNotCalledWrong(String kind, String yaml) throws IOException {
        assertThat(problems(FOLDER.resolve(kind + ".json"), yaml)).isEmpty();
    }

    @Test
    void aKindThatIsNoneIsNamed() {
        Run run = Run.of(Places.TREE + "/bin/xenscribe", "config", "schema", "status");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.lines()).singleElement().asString().contains("agent, mapping, choice, tests");
    }

    private static List<String> problems(Path schema, String yaml) throws IOException {
        JsonSchema rules =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(schema));
        return rules.validate(EditorYaml.read(yaml)).stream()
                .map(ValidationMessage::toString)
                .toList();
    }
}
