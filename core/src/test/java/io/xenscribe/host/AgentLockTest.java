package io.xenscribe.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLockTest {

    @TempDir
    Path folder;

    @Test
    void theSecondIsToldOfTheFirst() throws IOException {
        RuntimeDirectory directory = new RuntimeDirectory(folder.resolve("run"));
        assertThat(AgentLock.holderOf(directory)).isEmpty();
        try (AgentLock first = AgentLock.take(directory, 4711);
                AgentLock second = AgentLock.take(directory, 4712)) {
            assertThat(first.holder()).isEmpty();
            assertThat(second.holder()).contains("xenscribe (4711)");
            assertThat(AgentLock.holderOf(directory)).contains("xenscribe (4711)");
        }
    }

    @Test
    void theEndOfTheHolderFreesItAndANewIdReplacesALongerOne() throws IOException {
        RuntimeDirectory directory = new RuntimeDirectory(folder);
        AgentLock.take(directory, 123456).close();
        assertThat(AgentLock.holderOf(directory)).isEmpty();
        try (AgentLock next = AgentLock.take(directory, 7)) {
            assertThat(next.holder()).isEmpty();
            assertThat(AgentLock.holderOf(directory)).contains("xenscribe (7)");
        }
    }

    @Test
    void whereThereCanBeNoFileNobodyIsFound() throws IOException {
        RuntimeDirectory directory = new RuntimeDirectory(Files.writeString(folder.resolve("file"), ""));
        try (AgentLock lock = AgentLock.take(directory, 1)) {
            assertThat(lock.holder()).isEmpty();
        }
    }
}
