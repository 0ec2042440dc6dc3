package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those of the distribution's tools, and what is expected is what blkid says of them. */
@Timeout(60)
class SuperblockTest {

    private static final Path FOLDER = Path.of("src/test/resources/superblocks");

    /** Lines TYPE=, UUID= and LABEL=, then rows of 16 bytes with their offsets. */
    record Recorded(Path file) {

        Content expected() throws IOException {
            List<String> lines = Files.readAllLines(file);
            return Content.of(value(lines.get(0)), value(lines.get(1)), value(lines.get(2)));
        }

        byte[] start() throws IOException {
            List<String> lines = Files.readAllLines(file);
            byte[] start = new byte[Superblock.REACH];
            for (String row : lines.subList(3, lines.size())) {
                int at = Integer.parseInt(row.substring(0, 5), 16);
                for (int i = 6; i < row.length(); i += 2) {
                    start[at++] = (byte) Integer.parseInt(row.substring(i, i + 2), 16);
                }
            }
            return start;
        }

        private static String value(String line) {
            return line.substring(line.indexOf('=') + 1);
        }
    }

    static List<Recorded> recorded() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Recorded> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                all.add(new Recorded(file));
            }
            return all;
        }
    }

    @Test
    void thereAreRecords() throws IOException {
        assertThat(recorded()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void saysWhatBlkidSays(Recorded recorded) throws IOException {
        Content content = Superblock.read(recorded.start());

        assertThat(content.type()).isEqualTo(recorded.expected().type());
        assertThat(content.uuid()).isEqualTo(recorded.expected().uuid());
        assertThat(content.label()).isEqualTo(recorded.expected().label());
    }

    /** struct mdp_superblock_1 of md_p.h, as mdadm 4 writes it for version 1.2: 4 KiB from the start. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4096})
    void knowsAMemberOfAnArray(int at) {
        ByteBuffer start = ByteBuffer.allocate(Superblock.REACH).order(ByteOrder.LITTLE_ENDIAN);
        start.putInt(at, 0xa92b4efc).putInt(at + 4, 1);
        for (int i = 0; i < 16; i++) {
            start.put(at + 16 + i, (byte) (0x10 + i));
        }
        start.put(at + 32, "guest:0".getBytes(StandardCharsets.US_ASCII));

        assertThat(Superblock.read(start.array()))
                .isEqualTo(Content.of("linux_raid_member", "10111213-1415-1617-1819-1a1b1c1d1e1f", "guest:0"));
    }

    @Test
    void aMirrorsHalfIsAMemberThoughTheFileSystemShowsThrough() throws IOException {
        byte[] start = new Recorded(FOLDER.resolve("ext4.txt")).start();
        ByteBuffer.wrap(start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4096, 0xa92b4efc)
                .putInt(4100, 1);

        assertThat(Superblock.read(start).type()).contains("linux_raid_member");
    }

    @Test
    void aLabelCannotSpoilALine() throws IOException {
        byte[] start = new Recorded(FOLDER.resolve("ext4.txt")).start();
        System.arraycopy("a\nb\033[31m".getBytes(StandardCharsets.US_ASCII), 0, start, 1024 + 120, 8);
        start[1024 + 128] = 0;

        assertThat(Superblock.read(start).label()).contains("a\ufffdb\ufffd[31m");
    }

    @Test
    void aShortDeviceIsNoTrouble() throws IOException {
        for (Recorded recorded : recorded()) {
            for (int length : new int[] {0, 1, 5, 511, 512, 1023, 1100, 1144, 4095, 4096, 65600, 65700}) {
                byte[] part = Arrays.copyOf(recorded.start(), length);
                assertThat(Superblock.read(part)).isNotNull();
            }
        }
    }

    @Test
    void anyBytesAtAllAreNoTrouble() throws IOException {
        Random random = new Random(20260101);
        for (Recorded recorded : recorded()) {
            byte[] original = recorded.start();
            for (int round = 0; round < 300; round++) {
                byte[] start = original.clone();
                int changes = 1 + random.nextInt(40);
                for (int i = 0; i < changes; i++) {
                    int within = random.nextBoolean() ? 2048 : start.length;
                    start[random.nextInt(within)] = (byte) random.nextInt(256);
                }
                Content content = Superblock.read(start);
                content.label().ifPresent(label -> assertThat(label.length()).isBetween(1, 512));
            }
        }
    }
}
