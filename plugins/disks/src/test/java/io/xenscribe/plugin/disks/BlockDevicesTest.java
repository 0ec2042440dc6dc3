package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockDevicesTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "LVM-0123456789012345678901234567890101234567890123456789012345678901, LVM, false",
        "LVM-0123456789012345678901234567890101234567890123456789012345678901-tpool, LVM, true",
        "CRYPT-LUKS1-0123-name, CRYPT, false",
        "CRYPT-PLAIN-swap, CRYPT, false",
        "CRYPT-VERITY-0123-usr, MAPPED, false",
        "CRYPT-SUBDEV-0123-name_dif, MAPPED, true",
        "mpath-3600, MAPPED, false",
    })
    void theMappersIdentifierTellsTheKind(String uuid, Kind kind, boolean isHolder) throws IOException {
        put("dm-0/dev", "253:0");
        put("dm-0/size", "2048");
        put("dm-0/dm/name", "a-name");
        put("dm-0/dm/uuid", uuid);

        BlockDevice device = read("dm-0");

        assertThat(device.kind()).isEqualTo(kind);
        assertThat(device.isHolder()).isEqualTo(isHolder);
        assertThat(device.file()).isEqualTo("/dev/mapper/a-name");
    }

    @Test
    void aCacheOfDisksIsNoDisk() throws IOException {
        put("bcache0/dev", "251:0");
        put("bcache0/size", "2048");
        put("bcache0/slaves/xvdb/size", "2048");

        assertThat(read("bcache0").kind()).isEqualTo(Kind.MAPPED);
    }

    @Test
    void aSlashInANameIsAFolderOfDev() throws IOException {
        put("cciss!c0d0/dev", "104:0");
        put("cciss!c0d0/size", "2048");

        assertThat(read("cciss!c0d0").file()).isEqualTo("/dev/cciss/c0d0");
    }

    @Test
    void aSizeThatIsNoneLeavesTheDeviceOut() throws IOException {
        put("sda/size", "-1");
        put("sdb/size", "99999999999999999999");
        put("sdc/size", "999999999999999999");
        put("sdd/dev", "8:48");

        assertThat(BlockDevices.read(Root.of(folder)).all()).isEmpty();
    }

    private BlockDevice read(String name) throws IOException {
        BlockDevice device = BlockDevices.read(Root.of(folder)).named(name);
        assertThat(device).isNotNull();
        return Objects.requireNonNull(device);
    }

    private void put(String path, String text) throws IOException {
        Path file = folder.resolve("sys/block").resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        Files.writeString(file, text + "\n");
    }
}
