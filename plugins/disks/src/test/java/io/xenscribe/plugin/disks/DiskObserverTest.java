package io.xenscribe.plugin.disks;

import static org.assertj.core.api.Assertions.assertThat;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.Root;
import io.xenscribe.api.testkit.FixtureContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens makes the collector look again. */
@Timeout(60)
class DiskObserverTest {

    private static final String MOUNTINFO = "/proc/1/mountinfo";
    private static final String ROOT = "1 0 0:2 / / rw - tmpfs rootfs rw\n";
    private static final String DATA = "2 1 202:0 / /data rw - ext4 /dev/xvda rw\n";

    @TempDir
    private Path folder = Path.of("");

    private FixtureContext<DiskFacts> context = FixtureContext.of(folder);

    @BeforeEach
    void aGuestWithOneDisk() throws IOException {
        put("sys/block/xvda/dev", "202:0");
        put("sys/block/xvda/size", "2048");
        put("sys/block/xvda/device/nodename", "device/vbd/51712");
        put("proc/1/mountinfo", ROOT);
        context = FixtureContext.<DiskFacts>of(folder)
                .options(new DiskOptions(Duration.ofSeconds(60), Bytes.of(64 << 20), List.of(), List.of()))
                .fileSystem(
                        Root.of(folder).resolve("/data"),
                        new FileSystemUsage(Bytes.of(1000), Bytes.of(600), Bytes.of(500), 0, 0));
    }

    @Test
    void aMountAndItsEndAreSeenAtOnce() throws Exception {
        run(context.then(() -> mountTable(ROOT + DATA)).then(() -> mountTable(ROOT)));

        assertThat(context.published())
                .extracting(facts -> facts.volumes().get(0).mountPoints())
                .containsExactly(List.of(), List.of("/data"), List.of());
        assertThat(context.published())
                .extracting(facts -> facts.volumes().get(0).free())
                .containsExactly(Optional.empty(), Optional.of(Bytes.of(500)), Optional.empty());
        assertThat(context.published().get(1).volumes().get(0).inodes())
                .as("a file system that does not count them")
                .isEmpty();
    }

    @Test
    void mountsOfContainersAreNoReasonToLook() throws Exception {
        run(context.then(() -> mountTable(ROOT + "3 1 0:50 / /run/c rw - overlay overlay rw,lowerdir=/a\n")));

        assertThat(context.published()).hasSize(1);
    }

    @Test
    void aDiskThatIsPluggedInIsSeenAlsoWhenTheKernelIsSlow() throws Exception {
        run(context.then(() -> context.signal("device/vbd")).then(() -> {
            put("sys/block/xvdb/dev", "202:16");
            put("sys/block/xvdb/size", "4096");
        }));

        assertThat(context.published())
                .extracting(facts -> facts.volumes().size())
                .containsExactly(1, 1, 2);
        assertThat(context.waits().get(1)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(context.waits().get(2)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void aNewBackendIsAskedForAfterAMigration() throws Exception {
        run(context.node("device/vbd/51712/backend", "/local/domain/0/backend/vbd/7/51712")
                .node("/local/domain/0/backend/vbd/7/51712/dev", "first")
                .then(() -> {
                    context.node("/local/domain/0/backend/vbd/7/51712/dev", "second");
                    context.signal("device/vbd");
                }));

        assertThat(context.published())
                .extracting(facts ->
                        facts.volumes().get(0).extents().get(0).backend().orElse(""))
                .containsExactly("first", "second");
    }

    @Test
    void aChangeOfUdevsDatabaseIsSeen() throws Exception {
        Path entry = put("run/udev/data/b202:0", "E:ID_FS_TYPE=ext4\n");
        run(context.then(() -> {
            Files.writeString(entry, "E:ID_FS_TYPE=xfs\n");
            context.signal(Root.of(folder).resolve("/run/udev/data").toString());
        }));

        assertThat(context.published())
                .extracting(facts -> facts.volumes().get(0).filesystem().orElse(""))
                .containsExactly("ext4", "xfs");
    }

    @Test
    void withoutUdevWhatADiskHoldsIsSeenAfterAPeriod() throws Exception {
        put("dev/xvda", "");
        run(context.then(() -> put("dev/xvda", "XFSB")).thenNothing());

        assertThat(context.published())
                .extracting(facts -> facts.volumes().get(0).filesystem().orElse(""))
                .containsExactly("", "xfs", "xfs");
    }

    private void run(FixtureContext<DiskFacts> script) throws Exception {
        script.run(new DiskCollector());
    }

    private void mountTable(String text) throws IOException {
        put("proc/1/mountinfo", text);
        context.signal(MOUNTINFO);
    }

    private Path put(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolve("..").normalize());
        return Files.writeString(file, text);
    }
}
