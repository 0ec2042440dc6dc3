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

    public void write(String text) {
        if (text.equals(written)) {
            return;
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path next = path.resolveSibling(path.getFileName() + ".new");
            Files.write(next, text.getBytes(StandardCharsets.UTF_8));
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            written = text;
            hasFailed = false;
        } catch (IOException failure) {
            if (!hasFailed) {
                log.warn(
                        "cannot write {}: {}; set RUNTIME_DIRECTORY to a folder that can be written",
                        path,
                        failure.toString());
            }
            hasFailed = true;
        }
    }
}
