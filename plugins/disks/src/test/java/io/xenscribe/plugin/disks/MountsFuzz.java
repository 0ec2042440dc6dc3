package io.xenscribe.plugin.disks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bytes as mountinfo and as /proc/swaps; whoever mounts chooses names in them. */
final class MountsFuzz {

    private MountsFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        MountTable table = MountTable.read(bytes);
        Set<String> devices = new HashSet<>();
        for (Mount mount : table.mounts()) {
            if (!devices.add(mount.number())) {
                continue;
            }
            List<Mount> same = table.of(mount.number());
            if (!same.contains(mount)) {
                throw new AssertionError("lost: " + mount);
            }
            List<String> points = table.points(same);
            if (!points.isEmpty() && table.reachable(same).isEmpty()) {
                throw new AssertionError("mounted and not reachable: " + mount);
            }
        }
        if (Swaps.read(bytes).contains("")) {
            throw new AssertionError("a swap space without a name");
        }
    }
}
