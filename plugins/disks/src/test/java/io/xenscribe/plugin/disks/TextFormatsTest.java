package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TextFormatsTest {

    /** As udev 252 wrote it for a partition with the label {@code a b/ü"c}. */
    private static final String UDEV = """
            S:disk/by-label/a\\x20b\\x2fü\\x22c
            I:2041507
            E:ID_FS_LABEL=a_b_ü_c
            E:ID_FS_LABEL_ENC=a\\x20b\\x2fü\\x22c
            E:ID_FS_UUID=0b9d3c1e-55f6-4c2c-8dc9-0c6a6e9b3d12
            E:ID_FS_UUID_ENC=0b9d3c1e-55f6-4c2c-8dc9-0c6a6e9b3d12
            E:ID_FS_VERSION=1.0
            E:ID_FS_TYPE=ext4
            E:ID_FS_USAGE=filesystem
            G:systemd
            """;

    @Test
    void udevsEncodedLabelIsTheTrueOne() {
        assertThat(UdevDatabase.read(bytes(UDEV)))
                .isEqualTo(Content.of("ext4", "0b9d3c1e-55f6-4c2c-8dc9-0c6a6e9b3d12", "a b/ü\"c"));
    }

    @Test
    void anOldDatabaseHasOnlyTheReplacedLabel() {
        assertThat(UdevDatabase.read(bytes("E:ID_FS_TYPE=vfat\nE:ID_FS_LABEL=EFI_SYSTEM")))
                .isEqualTo(Content.of("vfat", "", "EFI_SYSTEM"));
    }

    @Test
    void swapFilesOfTheTable() {
        assertThat(Swaps.read(bytes(
                        "Filename\tType\tSize\tUsed\tPriority\n/dev/dm-1 partition 1 0 -2\n/a\\040b\tfile\t1\t0\t-3")))
                .containsExactlyInAnyOrder("/dev/dm-1", "/a b");
        assertThat(Swaps.read(bytes("Filename\tType\tSize\tUsed\tPriority\n"))).isEmpty();
        assertThat(Swaps.read(bytes(""))).isEmpty();
    }

    @Test
    void whatIsNoEscapeStays() {
        assertThat(Escapes.hexadecimal("a\\x2\\xzz\\q\\")).isEqualTo("a\\x2\\xzz\\q\\");
        byte[] text = bytes("\\04\\089\\777\\");
        assertThat(Escapes.octal(text, 0, text.length)).isEqualTo("\\04\\089\\777\\");
    }

    @Test
    void anyBytesAtAllAreNoTrouble() {
        Random random = new Random(20260103);
        byte[] original = bytes(UDEV);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = original.clone();
            for (int i = 0; i < 8; i++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(UdevDatabase.read(text)).isNotNull();
            assertThat(Swaps.read(text)).isNotNull();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
