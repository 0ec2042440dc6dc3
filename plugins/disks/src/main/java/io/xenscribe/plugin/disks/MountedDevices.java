package io.xenscribe.plugin.disks;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which mounted file system lies on which devices. */
final class MountedDevices {

    /** One directory for each file system of btrfs that is mounted, named by its UUID. */
    private static final String BTRFS = "/sys/fs/btrfs";

    /**
     * A file system.
     *
     * @param devices one, but for btrfs; the first stands for all
     */
    record FileSystem(List<BlockDevice> devices, List<Mount> mounts) {}

    private final Map<String, FileSystem> byNumber = new HashMap<>();
    private final Map<String, FileSystem> byFirst = new HashMap<>();
    private final Map<String, List<BlockDevice>> btrfs = new HashMap<>();

    /** @param devices in the order in which they are published */
    static MountedDevices of(List<Mount> mounts, BlockDevices all, List<BlockDevice> devices, Root root)
            throws IOException {
        MountedDevices mounted = new MountedDevices();
        mounted.readBtrfs(devices, root);
        Map<String, BlockDevice> byNumber = new HashMap<>();
        for (BlockDevice device : devices) {
            byNumber.put(device.number(), device);
        }
        for (Mount mount : mounts) {
            FileSystem known = mounted.byNumber.get(mount.number());
            if (known != null) {
                known.mounts().add(mount);
            } else if (mount.type().equals("btrfs")) {
                mounted.add(mount, mounted.btrfsDevices(all.of(mount.source())));
            } else {
                BlockDevice device = byNumber.get(mount.number());
                mounted.add(mount, device == null ? List.of() : List.of(device));
            }
        }
        return mounted;
    }

    /** The file system that this device stands for, if it is mounted. */
    @Nullable
    FileSystem on(BlockDevice device) {
        return byFirst.get(device.name());
    }

    private void add(Mount mount, List<BlockDevice> devices) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(mount);
        FileSystem fileSystem = new FileSystem(devices, mounts);
        byNumber.put(mount.number(), fileSystem);
        if (!devices.isEmpty()) {
            byFirst.put(devices.get(0).name(), fileSystem);
        }
    }

    private List<BlockDevice> btrfsDevices(Optional<BlockDevice> source) {
        if (source.isEmpty()) {
            return List.of();
        }
        List<BlockDevice> devices = btrfs.get(source.get().name());
        return devices == null ? List.of(source.get()) : devices;
    }

    private void readBtrfs(List<BlockDevice> devices, Root root) throws IOException {
        for (String uuid : root.list(BTRFS)) {
            List<String> names = root.list(BTRFS + "/" + uuid + "/devices");
            List<BlockDevice> members = new ArrayList<>();
            for (BlockDevice device : devices) {
                if (names.contains(device.name())) {
                    members.add(device);
                }
            }
            for (BlockDevice member : members) {
                btrfs.put(member.name(), members);
            }
        }
    }
}
