package io.xenscribe.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.xenscribe.config.Node;
import io.xenscribe.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingReaderTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Optional<Mapping> read(Path file) {
        return MappingReader.read(
                file, List.of(), new MappingResources(Guest.SCHEMAS, Scripts.none(), folder.resolve("home")), problems);
    }

    private String messages() {
        return problems.toString().replace(folder + "/", "");
    }

    @Test
    void aMappingExtendsOneBesideItOrAtHome() throws IOException {
        write("home/base.yaml", "version: 1\nkeys: {a: 1, b: 2, c: 3}\ncommit: {x: 1, y: 2}\n");
        write("middle.yaml", "version: 1\nextends: base.yaml\nkeys: {b: 22}\n");
        Path variant = write("variant.yaml", "version: 1\nextends: middle.yaml\nkeys: {c: ~, d: 4}\ncommit: {x: ~}\n");
        Evaluation evaluation = read(variant).orElseThrow().evaluate(Guest.facts(), Set.of(), Slots.none());

        assertThat(problems.all()).isEmpty();
        assertThat(Mappings.values(evaluation)).containsExactly(entry("a", "1"), entry("b", "22"), entry("d", "4"));
        assertThat(evaluation.commit())
                .extracting(commit -> commit.key().path())
                .containsExactly("y");
        assertThat(evaluation.tree().key("b").orElseThrow().origin()).endsWith("middle.yaml:3");
    }

    @Test
    void aMappingThatOthersCanWriteIsNotRead() throws IOException {
        Path base = write("base.yaml", "version: 1\nkeys: {a: 1}\n");
        Path file = write("a.yaml", "version: 1\nextends: base.yaml\nkeys: {b: 1}\n");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rw-r--rw-"));

        assertThat(read(file)).isPresent();
        assertThat(messages())
                .startsWith("base.yaml: is not trusted: it can be written by everybody; 'chmod o-w ")
                .endsWith("base.yaml' helps\n");
    }

    @Test
    void mappingsThatExtendEachOtherAreAProblem() throws IOException {
        Path file = write("a.yaml", "version: 1\nextends: a.yaml\nkeys: {a: 1}\n");
        assertThat(read(file)).isPresent();
        assertThat(messages()).isEqualTo("a.yaml:2:1 more than 10 mappings extend each other, or in a circle\n");
    }

    @Test
    void aMissingFileIsOneProblem() throws IOException {
        assertThat(read(folder.resolve("none.yaml"))).isEmpty();
        assertThat(messages()).isEqualTo("none.yaml: no such file\n");
    }

    @Test
    void aMissingBaseLeavesTheRulesThatAreThere() throws IOException {
        Path file = write("a.yaml", "version: 1\nextends: none.yaml\nkeys: {a: 1}\n");
        assertThat(read(file)
                        .orElseThrow()
                        .evaluate(Guest.facts(), Set.of(), Slots.none())
                        .tree()
                        .keys())
                .containsOnlyKeys("a");
        assertThat(messages()).isEqualTo("a.yaml:2:10 there is no file none.yaml, and none of that name in home\n");
    }

    @Test
    void aWordAloneIsAMappingOfTheHome() throws IOException {
        Files.createDirectories(folder.resolve("home/mappings"));
        write("home/mappings/base.yaml", "version: 1\nkeys: {b: 1}\n");
        assertThat(read(write("a.yaml", "version: 1\nextends: base\n"))
                        .orElseThrow()
                        .evaluate(Guest.facts(), Set.of(), Slots.none())
                        .tree()
                        .keys())
                .containsOnlyKeys("b");
        assertThat(messages()).isEmpty();

        read(write("a.yaml", "version: 1\nextends: base.yaml\n"));
        assertThat(messages()).endsWith(", did you mean 'mappings/base.yaml'?\n");
    }

    @Test
    void aMappingKnowsTheFilesThatItIsMadeOf() throws IOException {
        write("base.yaml", "version: 1\nkeys: {a: 1, b: 2}\n");
        write("name.js", "1");
        Path own = write("own.yaml", "version: 1\nextends: base.yaml\nkeys: {b: ~, c: {js: name.js}}\n");
        Node.Fields keys = Mappings.fields("site.yaml", "{a: {quiet: true}}", problems);
        MappingText text = MappingReader.text(own, folder, List.of(keys), problems);
        assertThat(text.files()).containsExactlyInAnyOrder(folder + "/base.yaml", folder + "/own.yaml", "site.yaml");
        assertThat(text.scripts()).containsExactly(folder.resolve("name.js"));
        assertThat(messages()).isEmpty();
    }
}
