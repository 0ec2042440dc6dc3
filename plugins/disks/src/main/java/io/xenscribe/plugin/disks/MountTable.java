package io.xenscribe.plugin.disks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mounts of one name space, as mountinfo has them: the oldest first. */
final class MountTable {

    static final MountTable EMPTY = new MountTable(List.of());

    /** Parts of a line before the optional ones, and after the dash that ends those. */
    private static final int FIXED = 6;

    private static final int LAST = 3;

    private final List<Mount> mounts;
    private final Map<Integer, Mount> byId = new HashMap<>();

    private MountTable(List<Mount> mounts) {
        this.mounts = mounts;
        for (Mount mount : mounts) {
            byId.put(mount.id(), mount);
        }
    }

    /** Lines that are none of mountinfo's are left out. */
    static MountTable read(byte[] text) {
        List<Mount> mounts = new ArrayList<>();
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            Mount mount = mount(text, at, end);
            if (mount != null) {
                mounts.add(mount);
            }
            at = end + 1;
        }
        return new MountTable(Collections.unmodifiableList(mounts));
    }

    List<Mount> mounts() {
        return mounts;
    }

    /** Those of one device. */
    List<Mount> of(String number) {
        List<Mount> found = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount.number().equals(number)) {
                found.add(mount);
            }
        }
        return found;
    }

    /**
     * Where a file system is mounted, of all its mounts: bind mounts of a part of it do not count unless there is
     * nothing else, and neither do places that a later mount hides. The root of the name space always counts.
     */
    List<String> points(List<Mount> all) {
        List<String> points = new ArrayList<>();
        addPoints(all, true, points);
        if (points.isEmpty()) {
            addPoints(all, false, points);
        }
        return Collections.unmodifiableList(points);
    }

    /** A place at which a file system can be asked for its usage, of all its mounts. */
    Optional<String> reachable(List<Mount> all) {
        for (Mount mount : all) {
            if (!isHidden(mount)) {
                return Optional.of(mount.point());
            }
        }
        return Optional.empty();
    }

    private void addPoints(List<Mount> all, boolean onlyWhole, List<String> points) {
        for (Mount mount : all) {
            boolean counts = !onlyWhole || mount.isWhole() || mount.point().equals("/");
            if (counts && !points.contains(mount.point()) && !isHidden(mount)) {
                points.add(mount.point());
            }
        }
    }

    /** By a mount at the same place or above it that is not what this one is mounted on. */
    private boolean isHidden(Mount mount) {
        for (Mount other : mounts) {
            if (other.id() != mount.id() && other.covers(mount.point()) && !isAncestor(other, mount)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAncestor(Mount ancestor, Mount mount) {
        int id = mount.parent();
        // Bounded, as a table that was read while it changed might go round in circles.
        for (int i = 0; i < mounts.size(); i++) {
            if (id == ancestor.id()) {
                return true;
            }
            Mount parent = byId.get(id);
            if (parent == null) {
                return false;
            }
            id = parent.parent();
        }
        return false;
    }

    private static @Nullable Mount mount(byte[] text, int from, int to) {
        List<String> parts = new ArrayList<>(16);
        int dash = -1;
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && text[end] != ' ') {
                end++;
            }
            if (dash < 0 && parts.size() >= FIXED && end == at + 1 && text[at] == '-') {
                dash = parts.size();
            }
            parts.add(Escapes.octal(text, at, end));
            at = end + 1;
        }
        if (dash < 0 || parts.size() < dash + LAST) {
            return null;
        }
        Optional<Integer> id = Numbers.integer(parts.get(0));
        Optional<Integer> parent = Numbers.integer(parts.get(1));
        if (id.isEmpty() || parent.isEmpty()) {
            return null;
        }
        String options = parts.size() > dash + LAST ? parts.get(dash + LAST) : "";
        return new Mount(
                id.get(),
                parent.get(),
                parts.get(2),
                isWhole(parts.get(3), options),
                parts.get(4),
                parts.get(dash + 1),
                parts.get(dash + 2));
    }

    /** btrfs shows the subvolume of each mount among the options, so that it differs from the root only in a bind mount. */
    private static boolean isWhole(String root, String options) {
        if (root.equals("/")) {
            return true;
        }
        String subvolume = "subvol=" + root;
        int at = options.indexOf(subvolume);
        int end = at + subvolume.length();
        return at >= 0
                && (at == 0 || options.charAt(at - 1) == ',')
                && (end == options.length() || options.charAt(end) == ',');
    }
}
