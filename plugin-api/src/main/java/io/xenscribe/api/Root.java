package io.xenscribe.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A file system to take facts from: the running system's, or a folder that holds another one (an image, a rescue
 * system, a fixture). Paths are absolute within it, and symbolic links never lead out of it.
 */
public final class Root {

    /** As many links as Linux follows before it says ELOOP. */
    private static final int MOST_LINKS = 40;

    /** Far above what any fact is in; another file system may hold anything, and the agent's memory is small. */
    private static final int MOST_BYTES = 1 << 21;

    private final Path folder;

    private Root(Path folder) {
        this.folder = folder;
    }

    public static Root of(Path folder) {
        return new Root(folder.toAbsolutePath().normalize());
    }

    /** Whether this is the running system, so that the kernel's answers are about it. */
    public boolean isLive() {
        return folder.getParent() == null;
    }

    public Path folder() {
        return folder;
    }

    /**
     * Where {@code path} of the inner file system is in the outer one, links resolved. What does not exist keeps its
     * name.
     *
     * @throws IOException when links go round in circles
     */
    public Path resolve(String path) throws IOException {
        if (isLive()) {
            return folder.resolve(path);
        }
        Deque<String> names = new ArrayDeque<>();
        pushFront(names, Path.of(path));
        Path inner = Path.of("/");
        int links = 0;
        while (!names.isEmpty()) {
            String name = names.removeFirst();
            if (name.equals("..")) {
                inner = inner.getParent() == null ? inner : inner.getParent();
                continue;
            }
            Path next = inner.resolve(name);
            Path outer = outer(next);
            if (!Files.isSymbolicLink(outer)) {
                inner = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                throw new IOException(path + ": too many symbolic links below " + folder);
            }
            Path target = Files.readSymbolicLink(outer);
            if (target.isAbsolute()) {
                inner = Path.of("/");
            }
            pushFront(names, target);
        }
        return outer(inner);
    }

    /**
     * The bytes of a file, or nothing where there is none. Files of /proc and /sys are read as a stream, since their
     * size says 0.
     *
     * @throws IOException when it is there and cannot be read, or has more than 2 MiB
     */
    public Optional<byte[]> bytes(String path) throws IOException {
        Path file = resolve(path);
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException(path + " has more than " + MOST_BYTES + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** The first line of a file without surrounding blanks, or nothing where there is no file or only blanks. */
    public Optional<String> line(String path) throws IOException {
        Optional<byte[]> bytes = bytes(path);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(bytes.get(), StandardCharsets.UTF_8);
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        String line = text.substring(0, end).strip();
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    public boolean exists(String path) throws IOException {
        return Files.exists(resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** The names in a directory, sorted; empty where there is no such directory. */
    public List<String> list(String path) throws IOException {
        Path directory = resolve(path);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<String> names = new ArrayList<>();
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
            Collections.sort(names);
            return Collections.unmodifiableList(names);
        }
    }

    private Path outer(Path inner) {
        return folder.resolve(Path.of("/").relativize(inner));
    }

    private static void pushFront(Deque<String> names, Path path) {
        List<String> parts = new ArrayList<>();
        path.forEach(part -> parts.add(part.toString()));
        for (int i = parts.size() - 1; i >= 0; i--) {
            String part = parts.get(i);
            if (!part.isEmpty() && !part.equals(".")) {
                names.addFirst(part);
            }
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
