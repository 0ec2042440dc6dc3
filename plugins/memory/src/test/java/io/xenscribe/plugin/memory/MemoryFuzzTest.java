package io.xenscribe.plugin.memory;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever /proc says is read, or refused with a reason. {@code testbed/fuzz} looks further. */
@Timeout(60)
class MemoryFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsMeminfo() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("meminfo")).run(10000, MeminfoFuzz::fuzzerTestOneInput);
    }
}
