package io.xenscribe.plugin.vendor;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a metadata service answers is read, or refused with a reason. {@code testbed/fuzz} looks further. */
@Timeout(60)
class HttpFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsAnAnswer() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("http")).run(10000, HttpFuzz::fuzzerTestOneInput);
    }
}
