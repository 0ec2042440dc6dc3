package io.xenscribe.plugin.os;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The text of the system's files. One that cannot be read is as good as absent, and is in the log once. */
final class SystemFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SystemFiles.class);

    private final Root root;
    private final Set<String> unreadable = new HashSet<>();

    SystemFiles(Root root) {
        this.root = root;
    }

    boolean isOfRunningSystem() {
        return root.isLive();
    }

    boolean exists(String path) {
        try {
            return root.exists(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** Bytes that are no UTF-8 are replaced. */
    Optional<String> text(String path) {
        try {
            Optional<byte[]> bytes = root.bytes(path);
            return bytes.isEmpty() ? Optional.empty() : Optional.of(new String(bytes.get(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (unreadable.add(path)) {
                LOG.warn("{} cannot be read and is taken as absent: {}", path, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** The first line that is neither blank nor a comment. */
    Optional<String> line(String path) {
        Optional<String> text = text(path);
        String rest = text.orElse("");
        while (!rest.isEmpty()) {
            int end = rest.indexOf('\n');
            String line = (end < 0 ? rest : rest.substring(0, end)).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                return Optional.of(line);
            }
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return Optional.empty();
    }
}
