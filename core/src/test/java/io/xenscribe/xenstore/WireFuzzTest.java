package io.xenscribe.xenstore;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a daemon sends, a client answers or says why not. {@code testbed/fuzz} looks further. */
@Timeout(120)
class WireFuzzTest {

    @Test
    void anyBytesAreMessagesOrTheEnd() throws IOException {
        FuzzCorpus.in(Path.of("src/test/fuzz/wire")).run(10_000, WireFuzz::fuzzerTestOneInput);
    }
}
