package io.xenscribe.plugin.disks;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links that udev makes to block devices: {@code /dev/disk/by-label/My\x20data} to {@code ../../xvda1}. */
final class Links {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private Links() {}

    /** The decoded names of the links in a folder, by the kernel's names of the devices. */
    static Map<String, String> read(Root root, String folder) {
        Map<String, String> names = new HashMap<>();
        try {
            for (String entry : root.list(folder)) {
                String device = target(root, folder + "/" + entry);
                if (device != null) {
                    names.put(device, Escapes.hexadecimal(entry));
                }
            }
        } catch (IOException unreadable) {
            LOG.debug("{} is not used: {}", folder, unreadable.getMessage());
        }
        return names;
    }

    /** The kernel's name of the device that a link in /dev leads to. */
    static @Nullable String target(Root root, String link) {
        try {
            Path path = root.resolve(link);
            if (Files.isSymbolicLink(path)) {
                path = Files.readSymbolicLink(path);
            }
            Path name = path.getFileName();
            return name == null ? null : name.toString();
        } catch (IOException | InvalidPathException unreadable) {
            return null;
        }
    }
}
