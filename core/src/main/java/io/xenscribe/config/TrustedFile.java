package io.xenscribe.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether nobody but root and the agent's own user can change what a path leads to: the file, each folder above it, and
 * each link on the way. The agent runs as root in most places, so whoever can write what it reads or loads could become
 * root, or speak to dom0 in its name.
 *
 * <p>Owners are judged by number; names would be looked up in who knows what services. Where the kernel does not tell the
 * agent's own user, root alone is trusted.
 */
public final class TrustedFile {

    private static final int ROOT = 0;

    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;

    /** As the kernel has it, path_resolution(7). */
    private static final int MOST_LINKS = 40;

    /** The user and group of this process. */
    private record Self(int user, int group) {

        static final Self CURRENT = current();

        private static Self current() {
            try {
                Map<String, Object> process = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid");
                return new Self(number(process, "uid"), number(process, "gid"));
            } catch (IOException | UnsupportedOperationException unknown) {
                return new Self(ROOT, ROOT);
            }
        }
    }

    /** What the kernel says of one name. */
    private record Entry(Path path, int mode, int user, int group) {

        static Entry of(Path path) throws IOException {
            Map<String, Object> found = Files.readAttributes(path, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            return new Entry(path, number(found, "mode"), number(found, "uid"), number(found, "gid"));
        }

        boolean isLink() {
            return (mode & KIND) == LINK;
        }

        boolean isFolder() {
            return (mode & KIND) == FOLDER;
        }

        /** Devices and pipes: nobody reads those, so it does not matter who could write to them. */
        boolean isOther() {
            return !isLink() && !isFolder() && (mode & KIND) != FILE;
        }

        /** In a folder with the sticky bit others can add entries, but not replace those of root or ours. */
        boolean isSticky() {
            return isFolder() && (mode & STICKY) != 0;
        }
    }

    private TrustedFile() {}

    /**
     * What is wrong with it: a sentence without a full stop that begins where "FILE " ends, with the command that helps.
     * Nothing where all is right, and for what is not there or cannot be looked at: reading it will say so.
     */
    public static Optional<String> objection(Path file) {
        try {
            Path absolute = file.toAbsolutePath();
            Path at = absolute.getRoot();
            Optional<String> objection = objection(Entry.of(at), absolute);
            Deque<Path> names = new ArrayDeque<>();
            absolute.forEach(names::add);
            int links = 0;
            while (objection.isEmpty() && !names.isEmpty()) {
                Path name = names.removeFirst();
                if (name.toString().equals("..")) {
                    // What was resolved so far has no links in it.
                    Path parent = at.getParent();
                    at = parent == null ? at : parent;
                    continue;
                }
                Entry entry = Entry.of(at.resolve(name));
                objection = objection(entry, absolute);
                if (!entry.isLink()) {
                    at = entry.path();
                } else if (++links <= MOST_LINKS) {
                    at = follow(entry.path(), at, names);
                }
            }
            return objection;
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException hidden) {
            return Optional.empty();
        }
    }

    /** Puts the names that the link stands for before the rest; returns where they begin. */
    private static Path follow(Path link, Path folder, Deque<Path> names) throws IOException {
        Path target = Files.readSymbolicLink(link);
        for (int i = target.getNameCount() - 1; i >= 0; i--) {
            names.addFirst(target.getName(i));
        }
        Path root = target.getRoot();
        return root == null ? folder : root;
    }

    private static Optional<String> objection(Entry entry, Path file) {
        if (entry.isOther()) {
            return Optional.empty();
        }
        if (entry.user() != ROOT && entry.user() != Self.CURRENT.user()) {
            return reason(entry, file, "belongs to user " + entry.user(), "chown -h root");
        }
        if (entry.isLink() || entry.isSticky()) {
            return Optional.empty();
        }
        if ((entry.mode() & OTHERS_WRITE) != 0) {
            return reason(entry, file, "can be written by everybody", "chmod o-w");
        }
        boolean isTrustedGroup = entry.group() == ROOT || entry.group() == Self.CURRENT.group();
        if ((entry.mode() & GROUP_WRITES) != 0 && !isTrustedGroup) {
            return reason(entry, file, "can be written by group " + entry.group(), "chmod g-w");
        }
        return Optional.empty();
    }

    private static Optional<String> reason(Entry entry, Path file, String wrong, String command) {
        String what = entry.isLink() ? "the link " : entry.isFolder() ? "the folder " : "";
        String whose = entry.path().equals(file) ? "it" : what + entry.path();
        return Optional.of("is not trusted: " + whose + " " + wrong + "; '" + command + " " + entry.path() + "' helps");
    }

    private static int number(Map<String, Object> attributes, String name) {
        @Nullable Object value = attributes.get(name);
        return value instanceof Integer number ? number : -1;
    }
}
