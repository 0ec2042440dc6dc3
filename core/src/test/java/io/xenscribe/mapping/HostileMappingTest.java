package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings that nobody would write on purpose, or only on purpose: one clear message, in time. */
@Timeout(60)
class HostileMappingTest {

    @TempDir
    private Path folder;

    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        Optional<Node> node = YamlReader.parse("m.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems);
        if (node.isPresent() && node.get() instanceof Node.Fields fields) {
            MappingReader.read(List.of(fields), List.of(), MappingResources.of(Guest.SCHEMAS), problems)
                    .evaluate(Guest.facts(), Set.of(), Slots.none());
        }
        return problems.all().stream().map(Problem::toString).toList();
    }

    private List<String> problemsOf(Path file) {
        Problems problems = new Problems();
        assertThat(MappingReader.read(file, List.of(), MappingResources.of(Guest.SCHEMAS), problems)
                        .isPresent())
                .isNotEqualTo(problems.hasErrors());
        return problems.all().stream().map(Problem::toString).toList();
    }

    private Path file(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null"})
    void aDeviceIsNotRead(Path device) {
        assertThat(problemsOf(device)).containsExactly(device + ": is a device or pipe, not a file");
    }

    @Test
    void aPipeDoesNotMakeUsWait() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(problemsOf(pipe)).containsExactly(pipe + ": is a device or pipe, not a file");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(problemsOf(folder)).containsExactly(folder + ": is a folder, not a file");
    }

    @Test
    void aNameWithNulIsNoFile() throws IOException {
        Path file = file("m.yaml", "version: 1\nextends: \"a\\0b\"\nkeys: {}\n");
        assertThat(new MappingProblems(file).texts())
                .singleElement()
                .asString()
                .startsWith(file + ":2:10 not a file name");
    }

    @Test
    void whatExtendsItselfIsNamed() throws IOException {
        Path self = file("self.yaml", "version: 1\nextends: self.yaml\nkeys: {data/a: x}\n");
        assertThat(new MappingProblems(self).texts())
                .containsExactly(self + ":2:1 more than 10 mappings extend each other, or in a circle");
        Path there = file("there.yaml", "version: 1\nextends: back.yaml\n");
        file("back.yaml", "version: 1\nextends: there.yaml\n");
        assertThat(new MappingProblems(there).texts())
                .containsExactly(
                        folder.resolve("back.yaml") + ":2:1 more than 10 mappings extend each other, or in a circle");
        Path device = file("device.yaml", "version: 1\nextends: /dev/zero\nkeys: {data/a: x}\n");
        assertThat(new MappingProblems(device).texts()).containsExactly("/dev/zero: is a device or pipe, not a file");
    }

    /** Of a mapping that may well have some rules that are right. */
    private record MappingProblems(Path file) {

        List<String> texts() {
            Problems problems = new Problems();
            MappingReader.read(file, List.of(), MappingResources.of(Guest.SCHEMAS), problems)
                    .ifPresent(mapping -> mapping.evaluate(Guest.facts(), Set.of(), Slots.none()));
            return problems.all().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void aGreatManyRulesAreReadOrRefused() {
        StringBuilder many = new StringBuilder("version: 1\nkeys:\n");
        for (int i = 0; i < 4000; i++) {
            many.append("  data/").append(i).append(": x\n");
        }
        assertThat(problems(many.toString())).isEmpty();
        assertThat(problems(many + "  data/a: x\n  data/b: x\n"))
                .containsExactly("m.yaml: more than 4000 rules; the rest is left out");
        StringBuilder tooMany = new StringBuilder("version: 1\nkeys:\n");
        for (int i = 0; i < 60_000; i++) {
            tooMany.append("  a").append(i).append(": x\n");
        }
        assertThat(problems(tooMany.toString()))
                .last()
                .asString()
                .contains("more than 20000 values, which no configuration has");
    }

    @Test
    void aGreatManyProblemsAreCounted() {
        StringBuilder wrong = new StringBuilder("version: 1\nkeys:\n");
        for (int i = 0; i < 3000; i++) {
            wrong.append("  data/").append(i).append(": ${os.nmae}\n");
        }
        List<String> problems = problems(wrong.toString());
        assertThat(problems).hasSize(301);
        assertThat(problems.getFirst()).isEqualTo("m.yaml:3:13 unknown fact 'os.nmae', did you mean 'os.name'?");
        assertThat(problems.getLast())
                .isEqualTo("m.yaml:303:15 and 2700 problems more, of which this is the first:"
                        + " unknown fact 'os.nmae', did you mean 'os.name'?");
    }

    @Test
    void longTextsArePutInShort() {
        String[] texts = {
            "version: 1\nkeys:\n  data/a: " + "$".repeat(900_001),
            "version: 1\nkeys:\n  data/a: |\n    " + "${".repeat(400_000),
            "version: 1\nkeys:\n  ? |\n    " + "a".repeat(900_000) + "\n  : x\n",
            "version: 1\nkeys:\n  data/a: {when: " + "x".repeat(900_000) + ", value: x}",
            "version: 1\nkeys:\n  data/a: {for: " + "x".repeat(900_000) + " in network.interfaces, value: x}",
            "version: 1\nkeys:\n  data/a: {" + "x".repeat(900_000) + ": x}",
            "version: 1\n" + "x".repeat(900_000) + ": x\n",
            "version: 1\nkeys: !" + "x".repeat(900_000) + " {}\n",
            "version: 1\nkeys: *" + "x".repeat(900_000) + "\n",
            "version: 1\nkeys: {data/a: {value: x, slots: " + "9".repeat(900_000) + "}}\n",
        };
        for (String yaml : texts) {
            List<String> problems = problems(yaml);
            assertThat(problems)
                    .as(yaml.substring(0, 40))
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(301)
                    .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(2100));
        }
    }

    @Test
    void aliasesOfALongTextCostNoMoreThanTheText() {
        StringBuilder yaml = new StringBuilder("version: 1\nx: &x " + "$".repeat(300_000) + "\nkeys:\n");
        for (int i = 0; i < 3000; i++) {
            yaml.append("  a").append(i).append(": *x\n");
        }
        assertThat(problems(yaml.toString()))
                .containsExactly(
                        "m.yaml:2:1 unknown key 'x' in a mapping",
                        "m.yaml:2:4 this text has more than 10000 characters");
    }

    @Test
    void rulesNestOnlyAsDeepAsAPathCan() {
        StringBuilder steps = new StringBuilder("version: 1\nkeys:\n");
        String path = "a";
        for (int i = 0; i < 400; i++) {
            steps.append("  ").append(path).append(": x\n");
            path += "/a";
        }
        assertThat(problems(steps.toString()))
                .first()
                .asString()
                .isEqualTo("m.yaml:53:3 this path has more than 2000 characters or 50 names, which no path in Xenstore"
                        + " has");

        List<String> nested = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            nested.add("{a/b/" + "c".repeat(100) + ": {keys: ");
        }
        assertThat(problems("version: 1\nkeys: " + String.join("", nested) + "{d: x}" + "}}".repeat(23)))
                .last()
                .asString()
                .contains("this path has more than");
    }

    @Test
    void anEmptyPathIsNoRule() {
        assertThat(problems("version: 1\nkeys: {\"\": {value: x, keys: {\"\": y}}}\n"))
                .containsExactly("m.yaml:2:8 a path is missing here");
        assertThat(problems("version: 1\nkeys: {a: {keys: {\"\": y}}}\n"))
                .containsExactly("m.yaml:2:19 a path is missing here");
    }

    @Test
    void aHugeNumberOfSlotsIsRefused() {
        for (String slots : List.of("100000", "2147483648", "99999999999999999999", "-1", "0", "1e9", "x")) {
            assertThat(problems("version: 1\nkeys:\n  a/${slot}: {for: nic in network.interfaces, slots: " + slots
                            + ", value: x}\n"))
                    .singleElement()
                    .asString()
                    .startsWith("m.yaml:3:54 'slots' takes a number from 1 to");
        }
    }

    @Test
    void removingAGreatManyRulesEnds() {
        StringBuilder yaml = new StringBuilder("version: 1\nkeys:\n");
        for (int i = 0; i < 3000; i++) {
            yaml.append("  a").append(i).append(": x\n");
        }
        for (int i = 0; i < 3000; i++) {
            yaml.append("  b").append(i).append(": ~\n");
        }
        assertThat(problems(yaml.toString())).hasSize(301);
    }
}
