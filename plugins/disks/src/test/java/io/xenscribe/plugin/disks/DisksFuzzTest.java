package io.xenscribe.plugin.disks;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever disks, mounts and udev say is read. {@code testbed/fuzz} looks further. */
@Timeout(60)
class DisksFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsMounts() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("mounts")).run(5000, MountsFuzz::fuzzerTestOneInput);
    }

    @Test
    void anyBytesAreReadAsADisksBeginning() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("superblock")).run(5000, SuperblockFuzz::fuzzerTestOneInput);
    }

    @Test
    void anyBytesAreReadAsUdevsDatabase() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("udev")).run(10000, UdevFuzz::fuzzerTestOneInput);
    }
}
