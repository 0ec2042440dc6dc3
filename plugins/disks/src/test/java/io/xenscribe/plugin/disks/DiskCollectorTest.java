package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.Root;
import io.xenscribe.api.testkit.FixtureContext;
import io.xenscribe.api.testkit.PluginFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DiskCollectorTest {

    private static final DiskOptions OPTIONS =
            new DiskOptions(Duration.ofSeconds(60), Bytes.of(64 << 20), List.of("squashfs", "erofs"), List.of());
    private static final FileSystemUsage USAGE =
            new FileSystemUsage(Bytes.of(1000), Bytes.of(600), Bytes.of(500), 100, 70);

    @Test
    void disksAndPartitionsInTheOrderOfTheirVbds() throws Exception {
        List<Volume> volumes = volumes(fixture("partitions"));

        assertThat(volumes)
                .extracting(Volume::device)
                .as("no optical drive, floppy, RAM disk, empty loop, extended partition, or packed image")
                .containsExactly("/dev/xvda1", "/dev/xvda5", "/dev/xvdb", "/dev/xvdc", "/dev/loop2");
        assertThat(volumes)
                .extracting(Volume::kind)
                .containsExactly(Kind.PARTITION, Kind.PARTITION, Kind.DISK, Kind.DISK, Kind.LOOP);
        assertThat(volumes)
                .extracting(volume -> volume.extents().toString())
                .containsExactly(
                        List.of(vbd("xvda", 51712, "xvda")).toString(),
                        List.of(vbd("xvda", 51712, "xvda")).toString(),
                        List.of(vbd("xvdb", 51728, "/dev/sm/backend/sr/vdi")).toString(),
                        List.of(new Extent("xvdc", Optional.of(51744), Optional.empty()))
                                .toString(),
                        "[]");
    }

    @Test
    void whatIsMountedHasItsUsage() throws Exception {
        assertThat(volume(fixture("partitions"), "/dev/xvda1"))
                .isEqualTo(new Volume(
                        "/dev/xvda1",
                        Kind.PARTITION,
                        Bytes.of(37746688L * 512),
                        Optional.of("ext4"),
                        Optional.of("3f1c34d6-74f8-4d0c-9a0a-7d2f1a1b7d11"),
                        Optional.of("My root"),
                        List.of("/"),
                        Optional.of(Bytes.of(400)),
                        Optional.of(Bytes.of(500)),
                        Optional.of(100L),
                        Optional.of(70L),
                        List.of(vbd("xvda", 51712, "xvda"))));
    }

    @Test
    void whatIsNotMountedHasNone() throws Exception {
        List<Volume> volumes = volumes(fixture("partitions"));

        assertThat(volumes.get(1).filesystem()).contains("swap");
        assertThat(volumes.get(3).filesystem()).as("a blank disk").isEmpty();
        for (Volume volume : List.of(volumes.get(1), volumes.get(3))) {
            assertThat(volume.mountPoints()).isEmpty();
            assertThat(volume.used()).isEmpty();
            assertThat(volume.free()).isEmpty();
            assertThat(volume.inodes()).isEmpty();
            assertThat(volume.inodesFree()).isEmpty();
        }
    }

    @Test
    void sizesAreInUnitsOf512BytesOnADiskOf4096ByteSectorsToo() throws Exception {
        Volume volume = volume(fixture("partitions"), "/dev/xvdb");

        assertThat(volume.size()).isEqualTo(Bytes.of(20971520L * 512));
        assertThat(volume.mountPoints()).containsExactly("/srv/two words");
    }

    @Test
    void aFileSystemThatCannotBeAskedIsMountedAllTheSame() throws Exception {
        Volume volume = volume(fixture("partitions"), "/dev/loop2");

        assertThat(volume.mountPoints()).containsExactly("/mnt/image");
        assertThat(volume.free()).isEmpty();
    }

    @Test
    void fileSystemsWithoutADiskOnlyWhereAskedFor() throws Exception {
        var options =
                new DiskOptions(OPTIONS.period(), OPTIONS.leastChange(), List.of(), List.of("nfs4", "fuse.sshfs"));
        List<Volume> volumes = volumes(fixture("partitions").options(options));

        assertThat(volumes).extracting(Volume::device).contains("/dev/loop1").endsWith("filer:/export/home");
        assertThat(volumes.get(volumes.size() - 1))
                .isEqualTo(new Volume(
                        "filer:/export/home",
                        Kind.FILE_SYSTEM,
                        Bytes.of(1000),
                        Optional.of("nfs4"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("/net/home"),
                        Optional.of(Bytes.of(400)),
                        Optional.of(Bytes.of(500)),
                        Optional.of(100L),
                        Optional.of(70L),
                        List.of()));
    }

    @Test
    void logicalVolumesLieOnTheirGroupsDisks() throws Exception {
        List<Volume> volumes = volumes(fixture("lvm"));

        assertThat(volumes)
                .extracting(Volume::device)
                .as("the hidden part of a snapshot's origin is none")
                .containsExactly(
                        "/dev/xvda1",
                        "/dev/xvda2",
                        "/dev/mapper/rhel-root",
                        "/dev/mapper/rhel-swap",
                        "/dev/mapper/rhel-home",
                        "/dev/xvdb1",
                        "/dev/sda");
        assertThat(volumes.get(1).filesystem()).contains("LVM2_member");
        assertThat(volumes.get(4).extents()).extracting(Extent::disk).containsExactly("xvda", "xvdb");
        assertThat(volumes.get(4).kind()).isEqualTo(Kind.LVM);
        assertThat(volumes.get(4).mountPoints()).containsExactly("/home");
        assertThat(volumes.get(6).extents()).containsExactly(new Extent("sda", Optional.empty(), Optional.empty()));
    }

    @Test
    void withoutUdevTheDevicesThemselvesAreRead() throws Exception {
        List<Volume> volumes = volumes(fixture("luks-without-udev"));

        assertThat(volumes)
                .extracting(Volume::device)
                .containsExactly("/dev/xvda1", "/dev/xvda2", "/dev/xvda3", "/dev/mapper/sealed");
        assertThat(volumes)
                .extracting(volume -> volume.filesystem().orElse(""))
                .containsExactly("vfat", "crypto_LUKS", "swap", "ext4");
        assertThat(volumes)
                .extracting(volume -> volume.label().orElse(""))
                .containsExactly("EFI", "sealed", "swapped", "Größe vier");
        assertThat(volumes.get(3).kind()).isEqualTo(Kind.CRYPT);
        assertThat(volumes.get(3).mountPoints()).containsExactly("/");
        assertThat(volumes.get(3).uuid()).isPresent();
    }

    @Test
    void aMirrorsHalvesAreMembersThoughTheyLookLikeItsFileSystem() throws Exception {
        List<Volume> volumes = volumes(fixture("mirror"));

        assertThat(volumes).extracting(Volume::device).containsExactly("/dev/xvda", "/dev/md0", "/dev/xvdb");
        assertThat(volumes.get(0).filesystem()).contains("linux_raid_member");
        assertThat(volumes.get(0).uuid()).isEmpty();
        assertThat(volumes.get(1).kind()).isEqualTo(Kind.RAID);
        assertThat(volumes.get(1).filesystem()).contains("ext3");
        assertThat(volumes.get(1).label()).contains("three");
        assertThat(volumes.get(1).mountPoints()).containsExactly("/");
        assertThat(volumes.get(1).extents()).extracting(Extent::disk).containsExactly("xvda", "xvdb");
    }

    @Test
    void btrfsOnTwoDevicesStandsAtTheFirst() throws Exception {
        List<Volume> volumes = volumes(fixture("btrfs"));

        assertThat(volumes).extracting(Volume::device).containsExactly("/dev/xvda1", "/dev/xvdb");
        Volume first = volumes.get(0);
        assertThat(first.size()).isEqualTo(Bytes.of(2 * 10485760L * 512));
        assertThat(first.mountPoints()).as("subvolumes, but no bind mounts").containsExactly("/", "/home");
        assertThat(first.extents()).extracting(Extent::disk).containsExactly("xvda", "xvdb");
        assertThat(first.free()).contains(Bytes.of(500));
        Volume second = volumes.get(1);
        assertThat(second.filesystem()).contains("btrfs");
        assertThat(second.uuid()).isEqualTo(first.uuid());
        assertThat(second.size()).isEqualTo(Bytes.of(10485760L * 512));
        assertThat(second.mountPoints()).isEmpty();
        assertThat(second.free()).isEmpty();
    }

    @Test
    void bindMountsAndHiddenOnesAreToldApart() throws Exception {
        List<Volume> volumes = volumes(fixture("bind-mounts"));

        assertThat(volumes)
                .extracting(Volume::mountPoints)
                .containsExactly(List.of("/", "/mnt/whole"), List.of("/srv/part"), List.of(), List.of("/data"));
        assertThat(volumes.get(2).filesystem()).as("hidden is mounted still").contains("xfs");
        assertThat(volumes.get(2).free()).isEmpty();
    }

    @Test
    void linksTellWhatADeviceDoesNot() throws Exception {
        Volume volume = volume(fixture("bind-mounts"), "/dev/xvda1");

        assertThat(volume.uuid()).contains("1b9c6a9e-3b1e-4c0e-9a52-0e5c8a1f7a01");
        assertThat(volume.label()).contains("A/B");
    }

    @Test
    void whereNothingIsThereIsNothing() throws Exception {
        assertThat(volumes(
                        FixtureContext.<DiskFacts>of(Path.of("fixtures/none")).options(OPTIONS)))
                .isEmpty();
    }

    @Test
    void refusesAPeriodThatWouldSpin() {
        assertThatThrownBy(() -> new DiskOptions(Duration.ofMillis(999), Bytes.of(1), List.of(), List.of()))
                .hasMessage("period must be at least 1s");
    }

    @Test
    void theFolderIsComplete() throws IOException {
        assertThat(PluginFolder.of(Path.of("")).problems(new DiskCollector())).isEmpty();
    }

    private static Extent vbd(String disk, int number, String backend) {
        return new Extent(disk, Optional.of(number), Optional.of(backend));
    }

    /** Every file system of it answers, but that at /mnt/image. */
    private static FixtureContext<DiskFacts> fixture(String name) throws IOException {
        Path folder = Path.of("fixtures", name);
        Root root = Root.of(folder);
        FixtureContext<DiskFacts> context = FixtureContext.<DiskFacts>of(folder)
                .options(OPTIONS)
                .node("device/vbd/51712/backend", "/local/domain/0/backend/vbd3/7/51712")
                .node("/local/domain/0/backend/vbd3/7/51712/dev", "xvda")
                .node("/local/domain/0/backend/vbd3/7/51712/params", "/dev/sm/backend/sr/other")
                .node("device/vbd/51728/backend", "/local/domain/0/backend/vbd3/7/51728")
                .node("/local/domain/0/backend/vbd3/7/51728/params", "/dev/sm/backend/sr/vdi")
                .node("device/vbd/51760/device-type", "cdrom");
        for (String point :
                List.of("/", "/srv/two words", "/net/home", "/boot", "/home", "/boot/efi", "/srv/part", "/data")) {
            context.fileSystem(root.resolve(point), USAGE);
        }
        return context;
    }

    private static List<Volume> volumes(FixtureContext<DiskFacts> context) throws Exception {
        return context.run(new DiskCollector()).last().volumes();
    }

    private static Volume volume(FixtureContext<DiskFacts> context, String device) throws Exception {
        for (Volume volume : volumes(context)) {
            if (volume.device().equals(device)) {
                return volume;
            }
        }
        throw new NoSuchElementException(device);
    }
}
