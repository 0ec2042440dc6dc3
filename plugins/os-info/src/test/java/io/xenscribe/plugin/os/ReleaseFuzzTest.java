package io.xenscribe.plugin.os;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever release files hold is read. {@code testbed/fuzz} looks further. */
@Timeout(60)
class ReleaseFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsAReleaseFile() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("release")).run(10000, ReleaseFuzz::fuzzerTestOneInput);
    }
}
