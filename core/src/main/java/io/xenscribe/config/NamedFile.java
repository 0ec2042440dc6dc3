package io.xenscribe.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files that a configuration file names. */
public final class NamedFile {

    private NamedFile() {}

    /**
     * {@code name} beside the file that names it, else in {@code homeConfig}. What is in neither place is answered as if
     * it were beside, so that the message shows where it was expected first.
     *
     * @throws java.nio.file.InvalidPathException when the name cannot be a file's
     */
    public static Path find(String name, Path namedIn, Path homeConfig) {
        Path beside = namedIn.resolveSibling(name);
        Path atHome = homeConfig.resolve(name);
        return !Files.exists(beside) && Files.exists(atHome) ? atHome : beside;
    }
}
