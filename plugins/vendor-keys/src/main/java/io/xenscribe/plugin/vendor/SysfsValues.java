package io.xenscribe.plugin.vendor;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a folder of sysfs, each with one value. One that cannot be read is absent, and in the log. */
final class SysfsValues {

    private static final Logger LOG = LoggerFactory.getLogger(SysfsValues.class);

    private final Root root;
    private final String folder;

    SysfsValues(Root root, String folder) {
        this.root = root;
        this.folder = folder;
    }

    Optional<String> value(String name) {
        String path = folder + name;
        try {
            return root.line(path);
        } catch (IOException e) {
            LOG.info("{} cannot be read: {}", path, e.getMessage());
            return Optional.empty();
        }
    }
}
