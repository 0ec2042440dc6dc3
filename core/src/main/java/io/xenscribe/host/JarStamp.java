package io.xenscribe.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells one state of a jar from the next without reading it: another file of the same name has another key, and one
 * that was written to has another time or size.
 *
 * @param key device and inode
 */
record JarStamp(Optional<Object> key, long size, FileTime modified) {

    /** Nothing when there is no such file. */
    static Optional<JarStamp> of(Path jar) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            return Optional.of(new JarStamp(
                    Optional.ofNullable(attributes.fileKey()), attributes.size(), attributes.lastModifiedTime()));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Whether {@code latest} is the same file with another content, which whoever has it open did not expect. */
    boolean isOverwrittenBy(JarStamp latest) {
        return key.isPresent() && key.equals(latest.key) && !equals(latest);
    }
}
