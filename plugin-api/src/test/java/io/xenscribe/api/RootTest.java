package io.xenscribe.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootTest {

    private Path folder = Path.of("");
    private Root root = Root.of(folder);

    @BeforeEach
    void makeRoot(@TempDir Path outside) throws IOException {
        folder = Files.createDirectories(outside.resolve("image"));
        root = Root.of(folder);
        Files.writeString(outside.resolve("secret"), "of the host");
        Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("usr/lib"));
        Files.writeString(folder.resolve("usr/lib/os-release"), "\n  ID=debian \nNAME=Debian\n");
    }

    @Test
    void onlyTheTopIsTheRunningSystem() {
        assertThat(Root.of(Path.of("/")).isLive()).isTrue();
        assertThat(Root.of(Path.of("/proc/..")).isLive()).isTrue();
        assertThat(root.isLive()).isFalse();
    }

    @Test
    void followsRelativeAndAbsoluteLinksWithinTheRoot() throws IOException {
        link("etc/relative", "../usr/lib/os-release");
        link("etc/absolute", "/usr/lib/os-release");
        link("lib", "/usr/lib");

        Path file = folder.resolve("usr/lib/os-release");
        assertThat(root.resolve("/etc/relative")).isEqualTo(file);
        assertThat(root.resolve("/etc/absolute")).isEqualTo(file);
        assertThat(root.resolve("/lib/os-release")).isEqualTo(file);
        assertThat(root.resolve("/etc/../lib/./os-release")).isEqualTo(file);
    }

    @Test
    void linksAndDotsNeverLeadOut() throws IOException {
        link("etc/up", "../../../../../secret");
        link("etc/host", folder.getParent() + "/secret");

        assertThat(root.bytes("/etc/up")).isEmpty();
        assertThat(root.bytes("/etc/host")).isEmpty();
        assertThat(root.bytes("/../secret")).isEmpty();
        assertThat(root.resolve("/etc/up")).isEqualTo(folder.resolve("secret"));
    }

    @Test
    void saysWhenLinksGoRoundInCircles() throws IOException {
        link("etc/a", "b");
        link("etc/b", "/etc/a");

        assertThatThrownBy(() -> root.resolve("/etc/a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/etc/a: too many symbolic links");
    }

    @Test
    void readsFilesAndTellsTheirAbsence() throws IOException {
        assertThat(root.bytes("/usr/lib/os-release").map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .hasValue("\n  ID=debian \nNAME=Debian\n");
        assertThat(root.bytes("/etc/none")).isEmpty();
        assertThat(root.exists("/usr/lib/os-release")).isTrue();
        assertThat(root.exists("/etc/none")).isFalse();
    }

    @Test
    void aFileThatWouldFillTheMemoryIsAnError() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("etc/os-release").toFile(), "rw")) {
            file.setLength(1L << 40);
        }

        assertThatThrownBy(() -> root.line("/etc/os-release"))
                .isInstanceOf(IOException.class)
                .hasMessage("/etc/os-release has more than 2097152 bytes");
    }

    @Test
    void aLineIsTheFirstOneAndNeverEmpty() throws IOException {
        Files.writeString(folder.resolve("etc/hostname"), " guest \nother\n");
        Files.writeString(folder.resolve("etc/empty"), "");

        assertThat(root.line("/etc/hostname")).hasValue("guest");
        assertThat(root.line("/etc/empty")).isEmpty();
        assertThat(root.line("/usr/lib/os-release"))
                .as("its first line is blank")
                .isEmpty();
        assertThat(root.line("/etc/none")).isEmpty();
    }

    @Test
    void listsADirectoryInOrder() throws IOException {
        Files.createFile(folder.resolve("etc/b"));
        Files.createFile(folder.resolve("etc/a"));
        link("conf", "/etc");

        assertThat(root.list("/conf")).containsExactly("a", "b");
        assertThat(root.list("/none")).isEmpty();
        assertThat(root.list("/etc/a")).as("a file").isEmpty();
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(path), Path.of(target));
    }
}
