package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import io.xenscribe.config.Node;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules with {@code js}, whoever runs it. */
class ScriptRulesTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();
    private final List<String> calls = new ArrayList<>();
    private int evaluations;
    private final List<ScriptCode> codes = new ArrayList<>();
    private BiFunction<String, List<?>, ScriptResult> answer =
            (path, values) -> new ScriptResult.Made(values.toString());

    private final Scripts scripts = (language, code) -> {
        codes.add(code);
        return Optional.of(new Scripts.Script() {
            @Override
            public Optional<ScriptResult.Failed> mistake() {
                return code.text().contains("((")
                        ? Optional.of(new ScriptResult.Failed(code.at(1, 3), "expected )", false))
                        : Optional.empty();
            }

            @Override
            public void begin() {
                evaluations++;
            }

            @Override
            public ScriptResult run(String path, List<@Nullable Object> values) {
                calls.add(path);
                return answer.apply(path, values);
            }
        });
    };

    private Mapping mapping(String keys) {
        return mapping("test.yaml", keys);
    }

    private Mapping mapping(String name, String keys) {
        Node.Fields document = Mappings.fields(name, "version: 1\nkeys:\n" + keys.indent(2), problems);
        return MappingReader.read(
                List.of(document), List.of(), new MappingResources(Guest.SCHEMAS, scripts, folder), problems);
    }

    private static Evaluation evaluate(Mapping mapping) {
        return mapping.evaluate(Guest.facts(), Set.of(), Slots.none());
    }

    @Test
    void aScriptGetsTheFactsThatItNames() {
        answer = (path, values) -> new ScriptResult.Made(((Map<?, ?>) values.getFirst()).get("hostName"));
        assertThat(Mappings.values(evaluate(mapping("data/x: {js: 'os.hostName + vendor2.memory'}"))))
                .containsExactly(Map.entry("data/x", "web1"));
        assertThat(codes.getFirst().names()).containsExactly("os");
    }

    @Test
    void aNameThatIsAWordOfTheLanguageIsFoundWithALineBehindIt() {
        mapping("data/x: {js: 'os_ + memory.os'}");
        assertThat(codes.getFirst().names()).containsExactly("memory", "os");
    }

    @Test
    void elementsAndNumbersHaveNamesToo() {
        answer = (path, values) -> new ScriptResult.Made(String.valueOf(values.getLast()));
        Mapping mapping = mapping("""
                v/${nic.vif}:
                  for: nic in network.interfaces
                  keys:
                    ip/${slot}: {for: the-ip in nic.ipv4, slots: 4, js: "[nic, theIp, slot]"}
                """);
        assertThat(Mappings.values(evaluate(mapping)))
                .containsEntry("v/0/ip/0", "0")
                .containsEntry("v/0/ip/1", "1")
                .containsEntry("v/1/ip/0", "0");
        assertThat(codes.getFirst().names()).containsExactly("nic", "theIp", "slot");
    }

    @Test
    void aMapMakesKeysBelow() {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("b", "1");
        made.put("a/c", "2");
        answer = (path, values) -> new ScriptResult.Made(made);
        assertThat(Mappings.values(evaluate(mapping("data/x: {js: os}"))))
                .containsExactly(Map.entry("data/x/b", "1"), Map.entry("data/x/a/c", "2"));
    }

    @Test
    void nothingMakesNoKey() {
        answer = (path, values) -> new ScriptResult.Made(null);
        Evaluation evaluation = evaluate(mapping("data/x: {js: os}"));
        assertThat(evaluation.tree().keys()).isEmpty();
        assertThat(evaluation.tree().isProtected("data/x")).isFalse();
    }

    @Test
    void pathsAndValuesThatXenstoreForbidsCostThemselves() {
        Map<String, String> made = new LinkedHashMap<>();
        for (String path : List.of("", "/a", "a/", "a//b", "..", "a/../../vm", "a b", "x".repeat(1000))) {
            made.put(path, "1");
        }
        made.put("big", "x".repeat(1_000_000));
        made.put("good", "1");
        answer = (path, values) -> new ScriptResult.Made(made);
        Evaluation evaluation = evaluate(mapping("data/x: {js: os}"));
        assertThat(Mappings.values(evaluation)).containsExactly(Map.entry("data/x/good", "1"));
        assertThat(evaluation.warnings())
                .extracting(Warning::text)
                .hasSize(9)
                .contains(
                        "data/x: the script gives the path 'a/../../vm', which Xenstore does not allow; left out (test.yaml:3)",
                        "data/x/big: the value has more than 2000 bytes and is left out; |cut:N shortens it (test.yaml:3)");
    }

    @Test
    void thereIsAnEndToTheKeysOfOneScript() {
        Map<String, String> made = new LinkedHashMap<>();
        for (int i = 0; i < 5000; i++) {
            made.put("k" + i, "");
        }
        answer = (path, values) -> new ScriptResult.Made(made);
        Evaluation evaluation = evaluate(mapping("data/x: {js: os}"));
        assertThat(evaluation.tree().keys()).hasSize(500);
        assertThat(evaluation.warnings()).hasSize(1);
    }

    @Test
    void aScriptThatFailsCostsItsOwnKeys() {
        answer = (path, values) -> path.equals("data/x")
                ? new ScriptResult.Failed(codes.getFirst().at(2, 4), "TypeError: no", false)
                : new ScriptResult.Made("good");
        Evaluation evaluation =
                evaluate(mapping("data/x:\n  js: |\n    os\n    .no()\ndata/y: {js: os}\ndata/z: ${os.name}"));
        assertThat(Mappings.values(evaluation)).containsOnlyKeys("data/y", "data/z");
        assertThat(evaluation.tree().isProtected("data/x")).isTrue();
        assertThat(evaluation.tree().isProtected("data/x/below")).isTrue();
        assertThat(evaluation.tree().isProtected("data/z")).isFalse();
        assertThat(evaluation.warnings())
                .extracting(Warning::text)
                .containsExactly("test.yaml:6:10 TypeError: no; data/x stays as it is");
    }

    @Test
    void aScriptThatIsNotReadySaysNothing() {
        answer = (path, values) -> new ScriptResult.Waiting();
        Evaluation evaluation = evaluate(mapping("data/x: {js: os}"));
        assertThat(evaluation.tree().isProtected("data/x")).isTrue();
        assertThat(evaluation.warnings()).isEmpty();
    }

    @Test
    void theSameFactsAreAskedOnce() {
        Mapping mapping = mapping("data/x: {js: os}\ndata/y: {js: memory}");
        evaluate(mapping);
        evaluate(mapping);
        assertThat(calls).containsExactly("data/x", "data/y");
        assertThat(evaluations)
                .as("each of two scripts hears of each evaluation")
                .isEqualTo(4);

        Map<String, Record> more = Guest.facts();
        more.put("memory", new Guest.Memory(Bytes.of(1), Optional.empty(), Bytes.of(1), Bytes.of(0), Bytes.of(0)));
        mapping.evaluate(more, Set.of(), Slots.none());
        assertThat(calls).containsExactly("data/x", "data/y", "data/y");
    }

    @Test
    void afterAFailureTheSameFactsAreAskedAgainOnlyWhereThatMayHelp() {
        answer = (path, values) -> new ScriptResult.Failed(codes.getFirst().at(0, 0), "no", path.equals("data/x"));
        Mapping mapping = mapping("data/x: {js: os}\ndata/y: {js: os}");
        evaluate(mapping);
        evaluate(mapping);
        assertThat(calls).containsExactly("data/x", "data/y", "data/x");
    }

    @Test
    void aScriptWaitsForTheFactsThatItNames() {
        Mapping mapping = mapping("data/x: {js: os}");
        Evaluation evaluation = mapping.evaluate(Map.of(), Set.of("os"), Slots.none());
        assertThat(calls).isEmpty();
        assertThat(evaluation.tree().isProtected("data/x")).isTrue();
        assertThat(mapping.factsUsed()).containsExactly("os");
        mapping.evaluate(Map.of(), Set.of("memory"), Slots.none());
        assertThat(calls).containsExactly("data/x");
    }

    /** Else an upgrade that takes the engine away for a moment would take the keys away, too. */
    @Test
    void withoutAnEngineTheKeysStayAsTheyAre() {
        Node.Fields document = Mappings.fields(
                "test.yaml",
                "version: 1\nkeys:\n  attr/vif: {own: true, keys: {a: {js: os, keys: {b: x}}}}\n  data/y: x\n",
                problems);
        Mapping mapping =
                MappingReader.read(List.of(document), List.of(), MappingResources.of(Guest.SCHEMAS), problems);
        Evaluation evaluation = evaluate(mapping);
        assertThat(problems.hasErrors()).isFalse();
        assertThat(Mappings.values(evaluation)).containsOnlyKeys("data/y");
        assertThat(evaluation.tree().isProtected("attr/vif/a/b")).isTrue();
        assertThat(evaluation.tree().isProtected("attr/vif/c")).isFalse();
    }

    @Test
    void codeMayStandInAFile() throws IOException {
        Files.writeString(folder.resolve("name.js"), "os\n  .name");
        Path mapping = folder.resolve("mapping.yaml");
        answer = (path, values) -> new ScriptResult.Failed(codes.getFirst().at(2, 3), "no", false);
        Evaluation evaluation = evaluate(mapping(mapping.toString(), "data/x: {js: name.js}"));
        assertThat(evaluation.warnings())
                .extracting(Warning::text)
                .containsExactly(folder.resolve("name.js") + ":2:3 no; data/x stays as it is");
    }

    @Test
    void codeThatOthersCanWriteIsNotRead() throws IOException {
        Path code = Files.writeString(folder.resolve("name.js"), "os.name");
        Files.setPosixFilePermissions(code, PosixFilePermissions.fromString("rw-rw-rw-"));
        mapping(folder.resolve("mapping.yaml").toString(), "data/x: {js: name.js}");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        code + ": is not trusted: it can be written by everybody; 'chmod o-w " + code + "' helps");
        assertThat(codes).isEmpty();
    }

    @Test
    void mistakesStandAtTheirPlaces() {
        mapping("data/x: {js: '(('}\ndata/y: {js: nowhere.js}\ndata/z: {js: '['}");
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        "test.yaml:3:19 expected )",
                        "test.yaml:4:16 there is no file nowhere.js, and none of that name in " + folder);
    }
}
