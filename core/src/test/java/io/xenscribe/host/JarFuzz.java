package io.xenscribe.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Bytes as a plugin's jar, or as what stands in one: the manifest, the list of collectors, a module's description and
 * {@code options.yaml}, with a line of {@code --} between them. A description or a reason.
 */
final class JarFuzz {

    private static final List<String> ENTRIES = List.of(
            "META-INF/MANIFEST.MF",
            "META-INF/services/io.xenscribe.api.Collector",
            "options.yaml",
            "module-info.class");
    private static final byte[] MARK = {'\n', '-', '-', '\n'};
    private static final Path JAR = file();
    /** Where the JDK complains of names that are twice in a manifest. */
    private static final Logger JDK = Logger.getLogger("java.util.jar");

    static {
        JDK.setLevel(Level.OFF);
    }

    private JarFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
        Files.write(JAR, zip ? bytes : jar(bytes));
        try {
            PluginJar jar = PluginJar.read(JAR);
            if (!KebabName.is(jar.id())
                    || (jar.collectors().isEmpty() && jar.scripts().isEmpty())) {
                throw new AssertionError("no plugin: " + jar);
            }
            jar.requires().admits(ApiVersion.current());
        } catch (RefusalException refused) {
            if (refused.reason().isEmpty()) {
                throw new AssertionError("no reason", refused);
            }
        }
    }

    private static byte[] jar(byte[] parts) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            int at = 0;
            for (String name : ENTRIES) {
                if (at > parts.length) {
                    break;
                }
                int end = end(parts, at);
                zip.putNextEntry(new ZipEntry(name));
                zip.write(parts, at, end - at);
                zip.closeEntry();
                at = end + MARK.length;
            }
        }
        return jar.toByteArray();
    }

    private static int end(byte[] parts, int from) {
        for (int i = from; i + MARK.length <= parts.length; i++) {
            if (Arrays.equals(parts, i, i + MARK.length, MARK, 0, MARK.length)) {
                return i;
            }
        }
        return parts.length;
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("fuzz", ".jar");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
