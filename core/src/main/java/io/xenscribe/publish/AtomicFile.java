package io.xenscribe.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A text file that readers see whole, old or new; written only when the text differs. One warning when it cannot be. */
public final class AtomicFile {

    private static final Logger log = LoggerFactory.getLogger(AtomicFile.class);

    private final Path path;
    private String written = "";
    private boolean hasFailed;

    public AtomicFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Whether the text stands in the file now; one that could not be written can be tried again. */
    public boolean write(String text) {
        if (text.equals(written)) {
            return true;
        }
        Path next = path.resolveSibling(path.getFileName() + ".new");
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(next, text.getBytes(StandardCharsets.UTF_8));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = text;
            hasFailed = false;
            return true;
        } catch (IOException failure) {
            delete(next);
            if (!hasFailed) {
                log.warn(
                        "cannot write {}: {}; set RUNTIME_DIRECTORY to a folder that can be written",
                        path,
                        failure.toString());
            }
            hasFailed = true;
            return false;
        }
    }

    /** Takes the file away, as far as that can be done: better none than one that is no longer true. */
    public void remove() {
        delete(path);
        written = "";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            log.debug("cannot remove {}", file, failure);
        }
    }
}
