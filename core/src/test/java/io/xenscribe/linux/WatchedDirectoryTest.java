package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WatchedDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void eachKindOfChangeOfAnEntryMakesItReady() throws IOException {
        Path file = directory.resolve("a");
        try (WatchedDirectory watched = WatchedDirectory.open(directory)) {
            assertThat(becomesReady(watched)).as("nothing happened").isFalse();

            Files.writeString(file, "1");
            assertThat(becomesReady(watched)).as("created").isTrue();
            Files.writeString(file, "2");
            assertThat(becomesReady(watched)).as("changed").isTrue();
            Path other = Files.move(file, directory.resolve("b"));
            assertThat(becomesReady(watched)).as("renamed").isTrue();
            Files.delete(other);
            assertThat(becomesReady(watched)).as("removed").isTrue();

            assertThat(becomesReady(watched)).as("all taken in").isFalse();
        }
    }

    @Test
    void manyChangesAreTakenInAtOnce() throws IOException {
        try (WatchedDirectory watched = WatchedDirectory.open(directory)) {
            for (int i = 0; i < 500; i++) {
                Files.createFile(directory.resolve("file-with-a-name-of-some-length-" + i));
            }
            assertThat(becomesReady(watched)).isTrue();
            assertThat(becomesReady(watched)).isFalse();
        }
    }

    @Test
    void itIsReadyALastTimeWhenTheDirectoryGoes() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        try (WatchedDirectory watched = WatchedDirectory.open(gone)) {
            Files.delete(gone);
            assertThat(becomesReady(watched)).isTrue();
            assertThat(becomesReady(watched)).isFalse();
        }
    }

    @Test
    void whatIsNoDirectoryIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> WatchedDirectory.open(file)).hasMessage("watch " + file + ": Not a directory");
        assertThatThrownBy(() -> WatchedDirectory.open(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing.toString());
    }

    private static boolean becomesReady(WatchedDirectory watched) throws IOException {
        boolean ready = new Poll(new int[] {watched.fd()}, new int[] {watched.events()}).await(Duration.ZERO);
        watched.taken();
        return ready;
    }
}
