package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.testbed.Rig.Daemon;
import io.xenscribe.testbed.Rig.Toolstack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems on loop devices, mounted where the machine's first process sees them. */
@NeedsRig
class DisksTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String MAPPING = """
            version: 1
            keys:
              data/volumes:
                own: true
                keys:
                  ${slot}:
                    for: volume in disks.volumes
                    slots: 32
                    keys:
                      name: ${volume.device}
                      size: ${volume.size}
                      used: ${volume.used}
                      free: ${volume.free}
                      inodes: ${volume.inodes}
                      filesystem: ${volume.filesystem}
                      uuid: ${volume.uuid}
                      label: ${volume.label}
                      mount_points/${slot}: {for: folder in volume.mount-points, slots: 8, value: "${folder}"}
                      extents/${slot}: {for: extent in volume.extents, slots: 8, value: "${extent.vbd} ${extent.backend}"}
            """;

    /** So long that within a test only events make the agent look. */
    private static final String NEVER = "1h";

    @TempDir
    Path folder;

    private Path runtime;

    @BeforeEach
    void writeTheMapping() throws IOException {
        runtime = folder.resolve("run");
        Files.writeString(folder.resolve("volumes.yaml"), MAPPING);
    }

    @Test
    void sizesAndUsageAreTheKernelsWhateverTheFileSystemAndTheSectorSize() throws Throwable {
        try (LoopDisk ext4 = LoopDisk.of(folder, 64, 512).format("mkfs.ext4", "-q", "-L", "four");
                LoopDisk xfs = LoopDisk.of(folder, 320, 4096).format("mkfs.xfs", "-q", "-L", "ex");
                LoopDisk btrfs = LoopDisk.of(folder, 128, 4096).format("mkfs.btrfs", "-q", "-L", "b tree");
                LoopDisk swap = LoopDisk.of(folder, 16, 512).format("mkswap", "-q", "-L", "swapped");
                Rig rig = Rig.up(Daemon.C, Toolstack.XAPI)) {
            Path four = ext4.mount();
            Path ex = xfs.mount();
            Path tree = btrfs.mount();
            // It has copies of these mounts, as a service with a name space of its own has.
            try (Guest guest = rig.guest();
                    Agent agent = Agent.start(guest, runtime, config("1s"))) {
                assertMounted(rig, ext4, "ext4", "four", four);
                assertMounted(rig, xfs, "xfs", "ex", ex);
                assertMounted(rig, btrfs, "btrfs", "b tree", tree);
                assertThat(volume(rig, ext4)).containsEntry("inodes", statfs(four, "%c"));
                assertThat(volume(rig, btrfs)).doesNotContainKey("inodes");
                assertThat(volume(rig, swap))
                        .containsEntry("filesystem", "swap")
                        .containsEntry("label", "swapped")
                        .containsEntry("uuid", blkid(swap, "UUID"))
                        .containsEntry("size", swap.size())
                        .doesNotContainKeys("free", "used", "mount_points/0");

                Run.of("fallocate", "-l", "20M", four.resolve("file").toString())
                        .orFail();
                Eventually.within(SOON, () -> assertThat(volume(rig, ext4)).containsEntry("free", free(four)));
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    @Test
    void mountsComeAndGo() throws Throwable {
        try (LoopDisk disk = LoopDisk.of(folder, 64, 512).format("mkfs.ext4", "-q");
                Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = start(rig, guest, NEVER)) {
            Eventually.within(
                    SOON,
                    () -> assertThat(volume(rig, disk))
                            .containsEntry("filesystem", "ext4")
                            .doesNotContainKey("mount_points/0"));

            Path first = disk.mount();
            Eventually.within(
                    SOON, () -> assertThat(volume(rig, disk)).containsEntry("mount_points/0", first.toString()));
            Path second = disk.mount();
            Eventually.within(
                    SOON, () -> assertThat(volume(rig, disk)).containsEntry("mount_points/1", second.toString()));
            Files.createDirectory(first.resolve("part"));
            Path bound = Files.createDirectory(folder.resolve("bound"));
            Run.of("mount", "--bind", first.resolve("part").toString(), bound.toString())
                    .orFail();
            try {
                disk.unmount(second);
                Eventually.within(
                        SOON,
                        () -> assertThat(volume(rig, disk))
                                .containsEntry("mount_points/0", first.toString())
                                .doesNotContainKey("mount_points/1"));
            } finally {
                Run.of("umount", bound.toString()).orFail();
            }

            disk.unmount(first);
            Eventually.within(
                    SOON,
                    () -> assertThat(volume(rig, disk))
                            .containsEntry("size", disk.size())
                            .doesNotContainKeys("mount_points/0", "free", "used"));
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void disksArePluggedInAndOut() throws Throwable {
        try (LoopDisk disk = LoopDisk.of(folder, 64, 512).format("mkfs.ext4", "-q", "-L", "plugged");
                Rig rig = Rig.up(Daemon.OCAML, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = Agent.start(guest, runtime, config(NEVER))) {
            Eventually.within(SOON, () -> assertThat(volume(rig, disk)).isNotEmpty());

            rig.command("vbd", "add", "51728", disk.device());
            Eventually.within(
                    SOON,
                    () -> assertThat(volume(rig, "/dev/xvdb"))
                            .containsEntry("size", disk.size())
                            .containsEntry("filesystem", "ext4")
                            .containsEntry("label", "plugged")
                            .containsEntry("extents/0", "51728 xvdb"));
            rig.command("vbd", "del", "51728");
            Eventually.within(SOON, () -> assertThat(volume(rig, "/dev/xvdb")).isEmpty());
            assertThat(agent.warnings("")).isEmpty();
        }
    }

    @Test
    void aBtrfsOnTwoDevicesIsOne() throws Throwable {
        try (LoopDisk one = LoopDisk.of(folder, 256, 512);
                LoopDisk two = LoopDisk.of(folder, 128, 512);
                Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest()) {
            two.format("mkfs.btrfs", "-q", "-d", "single", "-m", "raid1", one.device());
            Path point = one.mount();
            try (Agent agent = start(rig, guest, NEVER)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(volume(rig, one))
                                .containsEntry("size", Integer.toString(384 << 20))
                                .containsEntry("free", free(point))
                                .containsEntry("mount_points/0", point.toString()));
                assertThat(volume(rig, two))
                        .containsEntry("filesystem", "btrfs")
                        .containsEntry("uuid", blkid(one, "UUID"))
                        .doesNotContainKeys("free", "mount_points/0");
                assertThat(agent.warnings("")).isEmpty();
            }
        }
    }

    @Test
    void aFileSystemThatNeverAnswersCostsItsOwnUsageAndOneWarning() throws Throwable {
        try (LoopDisk dead = LoopDisk.of(folder, 16, 512);
                LoopDisk alive = LoopDisk.of(folder, 64, 512).format("mkfs.ext4", "-q");
                Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                Agent agent = start(rig, guest, "1s")) {
            Eventually.within(SOON, () -> assertThat(volume(rig, alive)).isNotEmpty());
            try (DeadFileSystem program = new DeadFileSystem(dead, folder)) {
                Eventually.within(
                        SOON,
                        () -> assertThat(volume(rig, dead))
                                .containsEntry("mount_points/0", program.point().toString())
                                .doesNotContainKey("free"));
                Path point = alive.mount();
                Eventually.within(SOON, () -> assertThat(volume(rig, alive)).containsEntry("free", free(point)));
                Run.of("fallocate", "-l", "20M", point.resolve("file").toString())
                        .orFail();
                Eventually.within(SOON, () -> assertThat(volume(rig, alive)).containsEntry("free", free(point)));
                assertThat(agent.warnings(program.point().toString())).hasSize(1);
                assertThat(agent.warnings("")).hasSize(1);
                assertThat(threadsAway(agent)).isEqualTo(1);
            }
            Eventually.within(SOON, () -> assertThat(agent.output()).contains("answers again"));
            assertThat(agent.stop()).isZero();
        }
    }

    @Test
    void anAgentEndsThoughAFileSystemDoesNotAnswer() throws Throwable {
        try (LoopDisk dead = LoopDisk.of(folder, 16, 512);
                Rig rig = Rig.up(Daemon.C, Toolstack.XAPI);
                Guest guest = rig.guest();
                DeadFileSystem program = new DeadFileSystem(dead, folder);
                Agent agent = start(rig, guest, "1s")) {
            Eventually.within(
                    SOON,
                    () -> assertThat(agent.warnings(program.point().toString())).hasSize(1));
            assertThat(agent.stop()).isZero();
        }
    }

    /** In the machine's own mount name space, and with the guest's store. */
    private Agent start(Rig rig, Guest guest, String period) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "-t", Long.toString(ProcessHandle.current().pid()), "-m", "--"));
        command.addAll(Agent.command(Places.TREE, config(period), "--store=xenbus:" + rig.device()));
        return Agent.start(guest, command, runtime);
    }

    private String config(String period) throws IOException {
        String text = "mapping: volumes.yaml\nplugins: {disks: {period: " + period + "}}\n";
        return "--config=" + Files.writeString(folder.resolve("agent.yaml"), text);
    }

    private static void assertMounted(Rig rig, LoopDisk disk, String type, String label, Path point) throws Throwable {
        Eventually.within(
                SOON,
                () -> assertThat(volume(rig, disk))
                        .containsEntry("filesystem", type)
                        .containsEntry("label", label)
                        .containsEntry("uuid", blkid(disk, "UUID"))
                        .containsEntry("size", disk.size())
                        .containsEntry("used", used(point))
                        .containsEntry("free", free(point))
                        .containsEntry("mount_points/0", point.toString()));
    }

    /** What dom0 reads of a disk: relative path to value; empty while there is nothing. */
    private static Map<String, String> volume(Rig rig, LoopDisk disk) {
        return volume(rig, disk.device());
    }

    private static Map<String, String> volume(Rig rig, String device) {
        Map<String, Map<String, String>> bySlot = new TreeMap<>();
        rig.list("data/volumes").forEach((path, value) -> {
            String[] parts = path.split("/", 4);
            if (parts.length == 4) {
                bySlot.computeIfAbsent(parts[2], any -> new TreeMap<>()).put(parts[3], value);
            }
        });
        for (Map<String, String> volume : bySlot.values()) {
            if (device.equals(volume.get("name"))) {
                return volume;
            }
        }
        return Map.of();
    }

    private static String blkid(LoopDisk disk, String what) {
        return Run.of("blkid", "-p", "-s", what, "-o", "value", disk.device())
                .orFail()
                .strip();
    }

    private static String free(Path point) {
        return blocks(point, "%a");
    }

    private static String used(Path point) {
        long all = Long.parseLong(blocks(point, "%b"));
        return Long.toString(all - Long.parseLong(blocks(point, "%f")));
    }

    private static String blocks(Path point, String count) {
        return Long.toString(Long.parseLong(statfs(point, count)) * Long.parseLong(statfs(point, "%S")));
    }

    private static String statfs(Path point, String format) {
        return Run.of("stat", "-f", "-c", format, point.toString()).orFail().strip();
    }

    /** How many of the agent's threads wait for a file system. */
    private static long threadsAway(Agent agent) throws IOException {
        long found = 0;
        try (var threads = Files.list(Path.of("/proc", Long.toString(agent.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("comm")).startsWith("disks-errand")) {
                    found++;
                }
            }
        }
        return found;
    }
}
