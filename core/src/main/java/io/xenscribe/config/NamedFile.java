package io.xenscribe.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * The same for a mapping, which a word alone can name: {@code auto} is {@code mappings/auto.yaml}.
     *
     * @throws java.nio.file.InvalidPathException when the name cannot be a file's
     */
    public static Path findMapping(String name, Path namedIn, Path homeConfig) {
        boolean isWord = name.indexOf('/') < 0 && name.indexOf('.') < 0;
        return find(isWord ? "mappings/" + name + ".yaml" : name, namedIn, homeConfig);
    }

    /** The file beside the one in which its name stands, else in {@code homeConfig}; nothing after a problem. */
    public static Optional<Path> of(Node.Scalar name, Path homeConfig, Problems problems) {
        return found(name, false, homeConfig, problems);
    }

    /** The same for a mapping, which a word alone can name. */
    public static Optional<Path> ofMapping(Node.Scalar name, Path homeConfig, Problems problems) {
        return found(name, true, homeConfig, problems);
    }

    private static Optional<Path> found(Node.Scalar name, boolean mapping, Path homeConfig, Problems problems) {
        String text = name.text();
        try {
            Path namedIn = Path.of(name.place().file());
            Path file = mapping ? findMapping(text, namedIn, homeConfig) : find(text, namedIn, homeConfig);
            if (Files.exists(file)) {
                return Optional.of(file);
            }
            boolean isShipped =
                    mapping && Files.exists(homeConfig.resolve("mappings").resolve(text));
            problems.error(
                    name.place(),
                    "there is no file " + file + ", and none of that name in " + homeConfig
                            + (isShipped ? ", did you mean 'mappings/" + text + "'?" : ""));
        } catch (InvalidPathException wrong) {
            problems.error(name.place(), "not a file name: " + wrong.getMessage());
        }
        return Optional.empty();
    }
}
