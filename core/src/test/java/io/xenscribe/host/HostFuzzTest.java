package io.xenscribe.host;

import io.xenscribe.api.testkit.FuzzCorpus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever agent.yaml and plugin jars hold is read, or refused with a reason. {@code testbed/fuzz} looks further. */
@Timeout(120)
class HostFuzzTest {

    private static final Path CORPORA = Path.of("src/test/fuzz");

    @Test
    void anyBytesAreReadAsAgentYaml() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("agent")).run(1000, AgentFuzz::fuzzerTestOneInput);
    }

    @Test
    void anyBytesAreReadAsAJar() throws IOException {
        FuzzCorpus.in(CORPORA.resolve("jar")).run(1000, JarFuzz::fuzzerTestOneInput);
    }
}
