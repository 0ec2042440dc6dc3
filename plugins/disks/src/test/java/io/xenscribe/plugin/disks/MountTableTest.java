package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MountTableTest {

    private static final String TABLE = """
            25 1 202:1 / / rw,relatime shared:1 - ext4 /dev/xvda1 rw,errors=remount-ro
            31 25 0:27 /@ /srv/sub rw,relatime shared:1 master:7 - btrfs /dev/xvdb rw,subvolid=256,subvol=/@
            32 25 0:27 /@/a /srv/bound rw,relatime - btrfs /dev/xvdb rw,subvolid=256,subvol=/@
            33 25 202:33 / /mnt/a\\040b\\134c\\011d\\303\\251 rw - xfs /dev/xvdc1 rw
            34 25 0:40 / /net rw - nfs4 host:/path - rw,vers=4.2
            """;

    @Test
    void readsEachLine() {
        List<Mount> mounts = read(TABLE).mounts();

        assertThat(mounts).hasSize(5);
        assertThat(mounts.get(0)).isEqualTo(new Mount(25, 1, "202:1", true, "/", "ext4", "/dev/xvda1"));
        assertThat(mounts.get(1).isWhole()).as("a subvolume").isTrue();
        assertThat(mounts.get(2).isWhole()).as("a part of a subvolume").isFalse();
        assertThat(mounts.get(3).point()).isEqualTo("/mnt/a b\\c\td\u00e9");
        assertThat(mounts.get(4).source()).isEqualTo("host:/path");
    }

    @Test
    void aLineWithoutOptionsOfTheFileSystemIsOne() {
        assertThat(read("25 1 202:1 / / rw - ext4 /dev/xvda1").mounts()).hasSize(1);
    }

    @Test
    void otherLinesAreLeftOut() {
        assertThat(read("""

                25 1 202:1 / / rw shared:1
                x 1 202:1 / / rw - ext4 /dev/xvda1 rw
                25 99999999999 202:1 / / rw - ext4 /dev/xvda1 rw
                25 1 202:1 / / rw - ext4
                -
                26 1 202:1 / / rw - ext4 /dev/xvda1 rw
                """).mounts()).extracting(Mount::id).containsExactly(26);
    }

    @Test
    void aLaterMountHidesWhatIsBelowIt() {
        MountTable table = read("""
                1 0 202:1 / / rw - ext4 /dev/xvda1 rw
                2 1 202:2 / /mnt/a rw - ext4 /dev/xvda2 rw
                3 1 202:3 / /mnt/ab rw - ext4 /dev/xvda3 rw
                4 2 202:4 / /mnt/a rw - ext4 /dev/xvda4 rw
                5 4 202:5 / /mnt/a/below rw - ext4 /dev/xvda5 rw
                """);

        assertThat(table.reachable(table.of("202:2"))).isEmpty();
        assertThat(table.reachable(table.of("202:3"))).contains("/mnt/ab");
        assertThat(table.reachable(table.of("202:4"))).contains("/mnt/a");
        assertThat(table.reachable(table.of("202:5"))).contains("/mnt/a/below");
    }

    @Test
    void aTableThatGoesRoundInCirclesEnds() {
        MountTable table = read("""
                1 2 202:1 / /a rw - ext4 /dev/xvda1 rw
                2 1 202:2 / /a rw - ext4 /dev/xvda2 rw
                3 3 202:3 / /a rw - ext4 /dev/xvda3 rw
                """);

        assertThat(table.reachable(table.of("202:3"))).isEmpty();
    }

    @Test
    void anyBytesAtAllAreNoTrouble() {
        Random random = new Random(20260102);
        byte[] original = TABLE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = original.clone();
            int changes = 1 + random.nextInt(20);
            for (int i = 0; i < changes; i++) {
                text[random.nextInt(text.length)] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) " \n\\-/:0".charAt(random.nextInt(7));
            }
            MountTable table = MountTable.read(text);
            for (Mount mount : table.mounts()) {
                List<Mount> all = table.of(mount.number());
                assertThat(table.points(all)).doesNotHaveDuplicates();
                table.reachable(all);
            }
            UdevDatabase.read(text);
            Swaps.read(text);
            Escapes.hexadecimal(new String(text, StandardCharsets.UTF_8));
        }
    }

    private static MountTable read(String text) {
        return MountTable.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
