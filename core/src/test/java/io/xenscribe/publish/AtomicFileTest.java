package io.xenscribe.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void makesItsFolderAndLeavesNothingBeside() throws Exception {
        Path path = folder.resolve("run/status.json");
        AtomicFile file = new AtomicFile(path);
        file.write("one");
        file.write("two");
        assertThat(path).hasContent("two");
        try (var beside = Files.list(folder.resolve("run"))) {
            assertThat(beside).containsExactly(path);
        }
    }

    @Test
    void theSameTextIsNotWrittenAgain() throws Exception {
        Path path = folder.resolve("status.json");
        AtomicFile file = new AtomicFile(path);
        file.write("one");
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(path, old);
        file.write("one");
        assertThat(Files.getLastModifiedTime(path)).isEqualTo(old);
    }

    @Test
    void aFolderThatCannotBeIsOneWarningUntilItCan() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("run"), "no folder");
        AtomicFile file = new AtomicFile(inTheWay.resolve("status.json"));
        try (CapturedLog log = new CapturedLog()) {
            file.write("one");
            file.write("two");
            assertThat(log.lines("status.json")).singleElement().asString().contains("RUNTIME_DIRECTORY");
        }
        Files.delete(inTheWay);
        file.write("two");
        assertThat(inTheWay.resolve("status.json")).hasContent("two");
    }

    @Test
    void whatCannotBeWrittenWholeLeavesNothingBeside() throws Exception {
        Path path = folder.resolve("status.json");
        AtomicFile file = new AtomicFile(path);
        assertThat(file.write("one")).isTrue();
        Files.delete(path);
        Files.createDirectories(path.resolve("a folder in the way"));

        assertThat(file.write("two")).isFalse();

        assertThat(folder.resolve("status.json.new")).doesNotExist();
    }

    @Test
    void oneThatIsTakenAwayIsWrittenAgain() {
        Path path = folder.resolve("status.json");
        AtomicFile file = new AtomicFile(path);
        file.write("one");
        file.remove();
        assertThat(path).doesNotExist();

        assertThat(file.write("one")).isTrue();
        assertThat(path).hasContent("one");
    }
}
