package io.xenscribe.packaging;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Copying, dating, hashing and removing of whole folders. */
final class Tree {

    private Tree() {}

    /** Every regular file below {@code folder}, in an order that does not depend on the disk. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The regular files in {@code folder} itself. */
    static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Makes {@code target} the same as {@code source}: what it held before is gone. */
    static void copy(Path source, Path target) throws IOException {
        delete(target);
        for (Path file : files(source)) {
            copyFile(file, target.resolve(source.relativize(file)));
        }
    }

    static void copyFile(Path source, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves in {@code folder} no other jars than these. */
    static void replaceJars(Path folder, List<Path> jars) throws IOException {
        Files.createDirectories(folder);
        for (Path old : children(folder)) {
            if (old.toString().endsWith(".jar")) {
                Files.delete(old);
            }
        }
        for (Path jar : jars) {
            copyFile(jar, folder.resolve(jar.getFileName()));
        }
    }

    /** Puts the files of {@code source} into {@code target} without copying a byte; both are on one file system. */
    static void layOver(Path source, Path target) throws IOException {
        for (Path file : files(source)) {
            Path link = target.resolve(source.relativize(file));
            Files.createDirectories(link.getParent());
            Files.deleteIfExists(link);
            Files.createLink(link, file);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Gives everything the same date, so that two builds do not differ and no cache sees a newer jar. */
    static void date(Path folder, Instant date) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setLastModifiedTime(path, FileTime.from(date));
                }
            }
        }
    }

    /** SHA-256 over names and bytes of all files below the folders. */
    static String hash(List<Path> folders) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                for (Path folder : folders) {
                    for (Path file : files(folder)) {
                        sink.write(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        Files.copy(file, sink);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
