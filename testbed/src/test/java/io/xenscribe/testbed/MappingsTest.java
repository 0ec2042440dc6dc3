package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mappings that are shipped, with the tests that are shipped beside them, in the packaged tree and with its plugins. */
class MappingsTest {

    private static final Path MAPPINGS = Places.TREE.resolve("config/mappings");

    @TempDir
    Path folder;

    static Stream<String> shipped() {
        try (Stream<Path> files = Files.list(MAPPINGS)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .filter(MappingsTest::hasKeys)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A list of mappings to choose from lies among them. */
    private static boolean hasKeys(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch("keys:"::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Run test(Path mapping) {
        return Run.of(Places.TREE + "/bin/xenscribe", "config", "test", mapping.toString());
    }

    @Test
    void allVariantsAreThere() {
        assertThat(shipped())
                .contains("amazon.yaml", "xcp-ng-rfc.yaml", "xcp-ng.yaml", "xen-project.yaml", "xenserver.yaml");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void passesItsOwnTests(String name) {
        List<String> lines = test(MAPPINGS.resolve(name)).orFail().lines().toList();
        assertThat(lines).first().isEqualTo(MAPPINGS.resolve(name).toString());
        assertThat(lines).filteredOn(line -> line.startsWith("  ok ")).isNotEmpty();
        assertThat(lines).last().asString().matches("\\d+ tests? passed");
    }

    @Test
    void aMistakeInAMappingFailsItsTestsReadably() throws IOException {
        Path mapping = folder.resolve("mine.yaml");
        String text = Files.readString(MAPPINGS.resolve("xen-project.yaml"));
        List<String> broken = new ArrayList<>();
        text.lines()
                .map(line -> line.replace("${os.major}", "${os.minor}"))
                .filter(line -> !line.contains("data/host_name"))
                .map(line -> line.replace("data/os_uname", "data/uname"))
                .forEach(broken::add);
        Files.write(mapping, broken);
        Files.createDirectories(folder.resolve("tests"));
        Files.copy(MAPPINGS.resolve("tests/xen-project.yaml"), folder.resolve("tests/xen-project.yaml"));

        Run run = test(mapping);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.text())
                .contains("  FAILED  a guest with one network card, from its start on\n")
                .contains("    step 1 (" + folder.resolve("tests/xen-project.yaml") + ":")
                .containsPattern("different +data/os_majorver +expected \"3\" +is \"22\" +"
                        + "# test xen-project.yaml:\\d+, rule mine.yaml:\\d+")
                .containsPattern("missing +data/host_name +expected \"router\" +# test xen-project.yaml:\\d+")
                .containsPattern("unexpected +data/uname +is \"6.12.40-0-virt\" +# rule mine.yaml:\\d+")
                .endsWith("1 of 2 tests failed\n");
    }
}
