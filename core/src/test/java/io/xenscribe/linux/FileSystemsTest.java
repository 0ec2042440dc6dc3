package io.xenscribe.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.FileSystemUsage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSystemsTest {

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatTheJdkSays() throws IOException {
        FileStore expected = Files.getFileStore(directory);

        FileSystemUsage usage = FileSystems.statfs(directory);

        assertThat(usage.size().count()).isEqualTo(expected.getTotalSpace());
        assertThat(usage.free().count()).isBetween(1L, usage.size().count());
        assertThat(usage.available().count()).isBetween(1L, usage.free().count());
        assertThat(usage.inodesFree()).isLessThanOrEqualTo(usage.inodes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPathThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> FileSystems.statfs(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing.toString());
    }

    @Test
    void blocksAreCountedInFragmentsWhereThereAreSuch() {
        assertThat(FileSystems.usage(statfs(1 << 20, 4096, 100, 50, 40)))
                .isEqualTo(new FileSystemUsage(Bytes.of(409_600), Bytes.of(204_800), Bytes.of(163_840), 9, 8));
        assertThat(FileSystems.usage(statfs(512, 0, 100, 50, 40)).size()).isEqualTo(Bytes.of(51_200));
    }

    @Test
    void numbersThatMakeNoSenseAreNeitherNegativeNorWrapped() {
        FileSystemUsage usage = FileSystems.usage(statfs(4096, 4096, Long.MAX_VALUE / 2, 50, -3));
        assertThat(usage.size()).isEqualTo(Bytes.of(Long.MAX_VALUE));
        assertThat(usage.available()).isEqualTo(Bytes.of(0));
    }

    private static ByteBuffer statfs(long block, long fragment, long blocks, long free, long available) {
        ByteBuffer statfs = ByteBuffer.allocate(120);
        statfs.putLong(0x01021994).putLong(block).putLong(blocks).putLong(free).putLong(available);
        statfs.putLong(9).putLong(8).putLong(0).putLong(255).putLong(fragment);
        return statfs;
    }
}
