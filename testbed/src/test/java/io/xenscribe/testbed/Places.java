package io.xenscribe.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build has put what the tests use. */
final class Places {

    /** The packaged tree, which tests must not write to. */
    static final Path TREE = place("xenscribe.tree");

    /** What is laid over a copy of it so that rules can be scripts. */
    static final Path SCRIPTING = TREE.resolveSibling("xenscribe-javascript");

    static final Path PROJECT = place("xenscribe.project");
    static final Path RIG = PROJECT.resolve("testbed/xenstored/rig");

    /** The rig's own programs; made by the first test that needs them. */
    static final Path RIG_PROGRAMS = place("xenscribe.rig.programs");

    private Places() {}

    /** A new file that stays in the build folder after the test, for whoever asks why it failed. */
    static Path log(String name) throws IOException {
        Path folder = Files.createDirectories(RIG_PROGRAMS.resolveSibling("logs"));
        return Files.createTempFile(folder, name + "-", ".log");
    }

    private static Path place(String property) {
        return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
    }
}
