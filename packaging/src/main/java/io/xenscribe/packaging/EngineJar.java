package io.xenscribe.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar of GraalJS without what no script can reach: the words and customs of all languages, since scripts have no
 * locale, and shared libraries, which are not unpacked. The runtime keeps the directory of each open jar in the heap, so
 * every file less is 120 bytes less.
 */
final class EngineJar {

    private EngineJar() {}

    /** Takes them out of a jar that was copied. */
    static void trim(Path jar) throws IOException {
        Path trimmed = jar.resolveSibling(jar.getFileName() + ".trimmed");
        try (ZipFile in = new ZipFile(jar.toFile())) {
            List<ZipEntry> kept = in.stream()
                    .map(ZipEntry.class::cast)
                    .filter(EngineJar::isUsed)
                    .toList();
            if (kept.size() == in.size()) {
                return;
            }
            write(in, kept, trimmed);
        }
        Files.delete(jar);
        Files.move(trimmed, jar);
    }

    private static void write(ZipFile in, List<ZipEntry> kept, Path target) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : kept) {
                ZipEntry copy = new ZipEntry(entry);
                if (copy.getMethod() != ZipEntry.STORED) {
                    // Another compressor may come to another size.
                    copy.setCompressedSize(-1);
                }
                out.putNextEntry(copy);
                try (InputStream bytes = in.getInputStream(entry)) {
                    bytes.transferTo(out);
                }
            }
        }
    }

    private static boolean isUsed(ZipEntry entry) {
        String name = entry.getName();
        boolean isLocale = name.contains("/icudata/") && name.endsWith(".res");
        return !entry.isDirectory() && !isLocale && !name.startsWith("META-INF/resources/");
    }
}
