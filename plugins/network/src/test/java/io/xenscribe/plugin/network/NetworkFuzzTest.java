package io.xenscribe.plugin.network;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the kernel says is read, or refused with a reason. {@code testbed/fuzz} looks further. */
@Timeout(60)
class NetworkFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsADatagram() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("netlink")).run(5000, NetlinkFuzz::fuzzerTestOneInput);
    }
}
