package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at all disks and mounts, and makes volumes of them. */
final class Survey {

    private static final String SWAPS = "/proc/swaps";

    private final Root root;
    private final DiskOptions options;
    private final Vbds vbds;
    private final Contents contents;
    private final Usage usage;
    private final Errands errands;

    Survey(Context<DiskFacts> context, DiskOptions options, Vbds vbds, Contents contents, Errands errands) {
        this.root = context.root();
        this.options = options;
        this.vbds = vbds;
        this.contents = contents;
        this.usage = new Usage(context, errands);
        this.errands = errands;
    }

    /** @throws IOException when sysfs cannot be read */
    List<Volume> take(MountView view) throws IOException, InterruptedException {
        contents.begin();
        usage.begin();
        BlockDevices all = BlockDevices.read(root);
        Layers layers = new Layers(all, vbds);
        List<BlockDevice> devices = volumesOf(all, layers);
        MountedDevices mounted = MountedDevices.of(view.relevant(), all, devices, root);
        List<List<Mount>> others = withoutDevice(view);
        ask(devices, mounted, others, view);
        Set<String> swaps = swaps(all);
        List<Volume> volumes = new ArrayList<>(devices.size());
        for (BlockDevice device : devices) {
            Volume volume = volume(device, mounted.on(device), view, layers, swaps);
            if (volume.filesystem().isEmpty()
                    || !options.without().contains(volume.filesystem().get())) {
                volumes.add(volume);
            }
        }
        addWithoutDevice(others, view, volumes);
        return volumes;
    }

    /** All at once, as each errand's thread costs more than what it asks. */
    private void ask(List<BlockDevice> devices, MountedDevices mounted, List<List<Mount>> others, MountView view)
            throws InterruptedException {
        for (BlockDevice device : devices) {
            MountedDevices.FileSystem fileSystem = mounted.on(device);
            contents.ask(device, fileSystem != null);
            if (fileSystem != null) {
                usage.ask(fileSystem.mounts(), view);
            }
        }
        for (List<Mount> mounts : others) {
            usage.ask(mounts, view);
        }
        errands.run();
    }

    private static List<BlockDevice> volumesOf(BlockDevices all, Layers layers) {
        List<BlockDevice> devices = new ArrayList<>();
        for (BlockDevice device : all.all()) {
            if (!device.isHolder() && !layers.isOptical(device)) {
                devices.add(device);
            }
        }
        Collections.sort(devices, layers);
        return devices;
    }

    private Volume volume(
            BlockDevice device,
            MountedDevices.@Nullable FileSystem fileSystem,
            MountView view,
            Layers layers,
            Set<String> swaps) {
        Content content = content(device, fileSystem != null, swaps);
        if (fileSystem == null) {
            return volume(device, device.size(), content, List.of(), Optional.empty(), layers.extents(device));
        }
        long size = 0;
        for (BlockDevice member : fileSystem.devices()) {
            size += member.size().count();
        }
        return volume(
                device,
                Bytes.of(size),
                new Content(Optional.of(type(fileSystem.mounts().get(0), content)), content.uuid(), content.label()),
                view.guest().points(fileSystem.mounts()),
                usage.of(fileSystem.mounts()),
                layers.extents(fileSystem.devices()));
    }

    private static Volume volume(
            BlockDevice device,
            Bytes size,
            Content content,
            List<String> points,
            Optional<FileSystemUsage> usage,
            List<Extent> extents) {
        return volume(device.file(), device.kind(), size, content, points, usage, extents);
    }

    private static Volume volume(
            String device,
            Kind kind,
            Bytes size,
            Content content,
            List<String> points,
            Optional<FileSystemUsage> usage,
            List<Extent> extents) {
        boolean counts = usage.isPresent() && usage.get().inodes() > 0;
        return new Volume(
                device,
                kind,
                size,
                content.type(),
                content.uuid(),
                content.label(),
                points,
                usage.isPresent() ? Optional.of(used(usage.get())) : Optional.empty(),
                usage.isPresent() ? Optional.of(usage.get().available()) : Optional.empty(),
                counts ? Optional.of(usage.get().inodes()) : Optional.empty(),
                counts ? Optional.of(usage.get().inodesFree()) : Optional.empty(),
                extents);
    }

    private static Bytes used(FileSystemUsage usage) {
        return Bytes.of(Math.max(0, usage.size().count() - usage.free().count()));
    }

    /** What is in an array's member is the array's. */
    private Content content(BlockDevice device, boolean isMounted, Set<String> swaps) {
        Content content = contents.of(device, isMounted);
        if (device.isRaidMember() && !content.type().orElse("").equals("linux_raid_member")) {
            return Content.of("linux_raid_member", "", "");
        }
        return !content.isKnown() && swaps.contains(device.name())
                ? new Content(Optional.of("swap"), content.uuid(), content.label())
                : content;
    }

    /** The kernel knows best, unless a program is behind it. */
    private static String type(Mount mount, Content content) {
        return mount.type().startsWith("fuse") ? content.type().orElse(mount.type()) : mount.type();
    }

    private Set<String> swaps(BlockDevices all) throws IOException {
        Set<String> names = new HashSet<>();
        Optional<byte[]> text = root.bytes(SWAPS);
        if (text.isPresent()) {
            for (String file : Swaps.read(text.get())) {
                Optional<BlockDevice> device = all.of(file);
                if (device.isPresent()) {
                    names.add(device.get().name());
                }
            }
        }
        return names;
    }

    private static List<List<Mount>> withoutDevice(MountView view) {
        List<List<Mount>> found = new ArrayList<>();
        Set<String> numbers = new HashSet<>();
        for (Mount mount : view.relevant()) {
            if (!mount.hasDevice() && numbers.add(mount.number())) {
                found.add(view.guest().of(mount.number()));
            }
        }
        return found;
    }

    /** The size of these is known by asking only, so one that does not answer is left out. */
    private void addWithoutDevice(List<List<Mount>> others, MountView view, List<Volume> volumes) {
        Set<String> names = new HashSet<>();
        for (List<Mount> mounts : others) {
            Optional<FileSystemUsage> answer = usage.of(mounts);
            List<String> points = view.guest().points(mounts);
            if (answer.isPresent() && !points.isEmpty()) {
                String source = mounts.get(0).source();
                // All of tmpfs call themselves tmpfs.
                String name = names.add(source) ? source : points.get(0);
                Content content = Content.of(mounts.get(0).type(), "", "");
                volumes.add(volume(name, Kind.FILE_SYSTEM, answer.get().size(), content, points, answer, List.of()));
            }
        }
    }
}
