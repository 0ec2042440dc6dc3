package io.xenscribe.plugin.disks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which disks devices lie on. Orders devices by those, lowest VBD first; on one disk partitions come before what lies on them. */
final class Layers implements Comparator<BlockDevice> {

    /** More than any real stack of devices has. */
    private static final int DEEPEST = 32;

    private final BlockDevices devices;
    private final Vbds vbds;
    private final Map<String, List<Extent>> known = new HashMap<>();

    Layers(BlockDevices devices, Vbds vbds) {
        this.devices = devices;
        this.vbds = vbds;
    }

    List<Extent> extents(BlockDevice device) {
        List<Extent> extents = known.get(device.name());
        if (extents == null) {
            List<Extent> found = new ArrayList<>();
            collect(device, found, 0);
            Collections.sort(found, BY_NUMBER);
            extents = Collections.unmodifiableList(found);
            known.put(device.name(), extents);
        }
        return extents;
    }

    /** Of several devices that one file system lies on. */
    List<Extent> extents(List<BlockDevice> all) {
        if (all.size() == 1) {
            return extents(all.get(0));
        }
        List<Extent> extents = new ArrayList<>();
        for (BlockDevice device : all) {
            for (Extent extent : extents(device)) {
                addOnce(extent, extents);
            }
        }
        Collections.sort(extents, BY_NUMBER);
        return Collections.unmodifiableList(extents);
    }

    /** Whether it is a drive whose disc may change, or a part of such a disc. */
    boolean isOptical(BlockDevice device) {
        BlockDevice disk =
                device.kind() == Kind.PARTITION ? devices.named(device.below().get(0)) : device;
        return disk != null
                && disk.node().isPresent()
                && vbds.at(disk.node().get()).isOptical();
    }

    @Override
    public int compare(BlockDevice one, BlockDevice other) {
        List<Extent> below = extents(one);
        List<Extent> belowOther = extents(other);
        int order = Boolean.compare(below.isEmpty(), belowOther.isEmpty());
        if (order == 0 && !below.isEmpty()) {
            order = BY_NUMBER.compare(below.get(0), belowOther.get(0));
        }
        if (order == 0) {
            order = Integer.compare(height(one, 0), height(other, 0));
        }
        if (order == 0) {
            order = Integer.compare(one.partition(), other.partition());
        }
        return order == 0 ? compareNames(one.name(), other.name()) : order;
    }

    private void collect(BlockDevice device, List<Extent> extents, int depth) {
        if (device.kind() == Kind.DISK) {
            addOnce(extent(device), extents);
            return;
        }
        for (String name : device.below()) {
            BlockDevice below = devices.named(name);
            if (below != null && depth < DEEPEST) {
                collect(below, extents, depth + 1);
            }
        }
    }

    private Extent extent(BlockDevice disk) {
        if (disk.node().isEmpty()) {
            return new Extent(disk.name(), Optional.empty(), Optional.empty());
        }
        Vbd vbd = vbds.at(disk.node().get());
        return new Extent(disk.name(), vbd.number(), vbd.backend());
    }

    private int height(@Nullable BlockDevice device, int depth) {
        if (device == null || depth == DEEPEST) {
            return 0;
        }
        if (device.kind() == Kind.PARTITION) {
            return height(devices.named(device.below().get(0)), depth + 1);
        }
        int height = 0;
        for (String name : device.below()) {
            height = Math.max(height, 1 + height(devices.named(name), depth + 1));
        }
        return height;
    }

    private static void addOnce(Extent extent, List<Extent> extents) {
        if (!extents.contains(extent)) {
            extents.add(extent);
        }
    }

    /** As the kernel counts: {@code sdz} before {@code sdaa}, {@code loop9} before {@code loop10}. */
    private static int compareNames(String one, String other) {
        int order = Integer.compare(one.length(), other.length());
        return order == 0 ? one.compareTo(other) : order;
    }

    private static final Comparator<Extent> BY_NUMBER = new ByNumber();

    private static final class ByNumber implements Comparator<Extent> {
        @Override
        public int compare(Extent one, Extent other) {
            int order = Integer.compare(
                    one.vbd().orElse(Integer.MAX_VALUE), other.vbd().orElse(Integer.MAX_VALUE));
            return order == 0 ? compareNames(one.disk(), other.disk()) : order;
        }
    }
}
