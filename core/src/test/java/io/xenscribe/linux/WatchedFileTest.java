package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class WatchedFileTest {

    @TempDir
    Path directory;

    @Test
    void mountsAreReadyAfterEachMountAndUnmount() throws Exception {
        try (WatchedFile mounts = WatchedFile.open(Path.of("/proc/self/mounts"))) {
            assertThat(becomesReady(mounts)).as("nothing happened").isFalse();

            assumeTrue(run("mount", "-t", "tmpfs", "none", directory.toString()), "may not mount here: needs root");
            try {
                assertThat(becomesReady(mounts)).as("mounted").isTrue();
                assertThat(becomesReady(mounts)).as("taken in").isFalse();
            } finally {
                assertThat(run("umount", directory.toString())).as("unmounted").isTrue();
            }
            assertThat(becomesReady(mounts)).as("unmounted").isTrue();
        }
    }

    @Test
    void anAttributeOfSysfsIsNotReadyOnceItWasOpened() throws IOException {
        try (WatchedFile attribute = WatchedFile.open(Path.of("/sys/class/net/lo/operstate"))) {
            assertThat(becomesReady(attribute)).isFalse();
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> WatchedFile.open(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(directory.resolve("missing").toString());
    }

    private static boolean becomesReady(WatchedFile file) throws IOException {
        boolean ready = new Poll(new int[] {file.fd()}, new int[] {file.events()}).await(Duration.ZERO);
        file.taken();
        return ready;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
