package io.xenscribe.host;

import io.xenscribe.config.PluginPins;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * A jar whose content was compared with its pin. The class loader opens it by its name later; {@link #checkUnchanged}
 * afterwards tells whether that was the same file. In between nobody but root could exchange it: a jar in a folder that
 * others can write is refused before.
 */
final class PinnedJar {

    private final Path path;
    private final String digest;
    private final Map<String, Object> identity;

    private PinnedJar(Path path, String digest, Map<String, Object> identity) {
        this.path = path;
        this.digest = digest;
        this.identity = identity;
    }

    /** SHA-256, 64 hexadecimal digits. */
    String digest() {
        return digest;
    }

    /** Whether a jar can be read and has this digest. */
    static boolean holds(Path jar, String digest) {
        try {
            return sha256(jar).equals(digest);
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Nothing for a plugin that has no pin and needs none.
     *
     * @throws RefusalException when the jar is another one than was pinned, or a pin is missing
     */
    static Optional<PinnedJar> check(PluginJar jar, PluginPins pins) throws RefusalException {
        Optional<String> pin = pins.of(jar.id());
        if (pin.isEmpty()) {
            if (pins.only()) {
                throw new RefusalException("has no digest in plugin-pins, and 'only-pinned' is true");
            }
            return Optional.empty();
        }
        try {
            Map<String, Object> identity = identity(jar.path());
            String digest = sha256(jar.path());
            if (!digest.equals(pin.get())) {
                throw new RefusalException(
                        "is not the one that plugin-pins names: its SHA-256 is " + digest + ", pinned is " + pin.get());
            }
            return Optional.of(new PinnedJar(jar.path(), digest, identity));
        } catch (IOException e) {
            throw new RefusalException("cannot be read: " + Reason.of(e));
        }
    }

    /** @throws RefusalException when it was exchanged or written to since it was compared */
    void checkUnchanged() throws RefusalException {
        try {
            if (identity.equals(identity(path))) {
                return;
            }
        } catch (IOException gone) {
            throw new RefusalException("cannot be read any more: " + Reason.of(gone));
        }
        throw new RefusalException("was changed while it was being loaded; load it again");
    }

    /** The time of the last change of the inode cannot be set back by whoever changes the file. */
    private static Map<String, Object> identity(Path path) throws IOException {
        return Files.readAttributes(path, "unix:dev,ino,size,ctime");
    }

    private static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest sum = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[8192];
            for (int count = in.read(part); count > 0; count = in.read(part)) {
                sum.update(part, 0, count);
            }
            return HexFormat.of().formatHex(sum.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
