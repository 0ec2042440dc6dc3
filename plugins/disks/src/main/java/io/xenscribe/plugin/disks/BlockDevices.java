package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The block devices of sysfs by the kernel's names, without those that hold nothing or nothing of the guest's own. */
final class BlockDevices {

    private static final Logger LOG = LoggerFactory.getLogger(BlockDevices.class);

    private static final String FOLDER = "/sys/block";

    /** Memory, floppy and optical drives, by the beginning of their names. */
    private static final List<String> LEFT_OUT = List.of("ram", "zram", "fd", "sr", "scd");

    /** SCSI's peripheral device type 5. */
    private static final String OPTICAL = "5";

    /** Sizes are in units of 512 bytes, whatever the device's own sectors are (include/linux/blk_types.h). */
    private static final int SECTOR = 512;

    /** An extended partition shows itself as this many sectors at the most; nothing can be kept in so few. */
    private static final long EXTENDED_SECTORS = 8;

    /** LVM, a volume group's and a logical volume's identifier; what follows tells a hidden part. */
    private static final int LVM_UUID = 4 + 32 + 32;

    private final Root root;
    private final Map<String, BlockDevice> devices = new LinkedHashMap<>();
    private final Map<String, String> namesByFile = new LinkedHashMap<>();

    private BlockDevices(Root root) {
        this.root = root;
    }

    /** Devices that come or go meanwhile are there or not. */
    static BlockDevices read(Root root) throws IOException {
        BlockDevices all = new BlockDevices(root);
        for (String name : root.list(FOLDER)) {
            if (!isLeftOut(name)) {
                all.tryToAdd(name);
            }
        }
        return all;
    }

    Collection<BlockDevice> all() {
        return devices.values();
    }

    @Nullable
    BlockDevice named(String name) {
        return devices.get(name);
    }

    /** The device of a file in /dev, also of a link to it. */
    Optional<BlockDevice> of(String file) {
        String name = namesByFile.get(file);
        if (name == null && file.startsWith("/dev/")) {
            name = Links.target(root, file);
        }
        return name == null ? Optional.empty() : Optional.ofNullable(devices.get(name));
    }

    private void tryToAdd(String name) {
        try {
            addWithPartitions(name);
        } catch (IOException gone) {
            LOG.debug("{} is left out: {}", name, gone.getMessage());
        }
    }

    private void addWithPartitions(String name) throws IOException {
        String folder = FOLDER + "/" + name;
        long sectors = sectors(folder);
        if (sectors == 0 || isOptical(folder) || isHidden(folder)) {
            return;
        }
        List<String> partitions = new ArrayList<>();
        for (String entry : root.list(folder)) {
            if (entry.startsWith(name) && root.exists(folder + "/" + entry + "/partition")) {
                partitions.add(entry);
            }
        }
        add(whole(name, folder, sectors, !partitions.isEmpty()));
        for (String partition : partitions) {
            addPartition(partition, folder + "/" + partition, name);
        }
    }

    private BlockDevice whole(String name, String folder, long sectors, boolean isDivided) throws IOException {
        Optional<String> mapped = root.line(folder + "/dm/name");
        String mapping = line(folder + "/dm/uuid");
        List<String> below = root.list(folder + "/slaves");
        return new BlockDevice(
                name,
                line(folder + "/dev"),
                mapped.isPresent() ? "/dev/mapper/" + mapped.get() : file(name),
                kind(name, mapping, !below.isEmpty()),
                Bytes.of(sectors * SECTOR),
                0,
                below,
                root.list(folder + "/holders"),
                isDivided || isPart(mapping),
                node(folder));
    }

    private void addPartition(String name, String folder, String disk) throws IOException {
        long sectors = sectors(folder);
        if (sectors <= EXTENDED_SECTORS) {
            return;
        }
        add(new BlockDevice(
                name,
                line(folder + "/dev"),
                file(name),
                Kind.PARTITION,
                Bytes.of(sectors * SECTOR),
                Numbers.integer(line(folder + "/partition")).orElse(0),
                List.of(disk),
                root.list(folder + "/holders"),
                false,
                Optional.empty()));
    }

    private void add(BlockDevice device) {
        devices.put(device.name(), device);
        namesByFile.put(device.file(), device.name());
        namesByFile.put(file(device.name()), device.name());
    }

    /** What is made of others is no disk, bcache for one. */
    private static Kind kind(String name, String mapping, boolean isMade) {
        if (mapping.startsWith("LVM-")) {
            return Kind.LVM;
        }
        if (mapping.startsWith("CRYPT-LUKS") || mapping.startsWith("CRYPT-PLAIN")) {
            return Kind.CRYPT;
        }
        if (name.startsWith("md")) {
            return Kind.RAID;
        }
        if (name.startsWith("loop")) {
            return Kind.LOOP;
        }
        return isMade || name.startsWith("dm-") ? Kind.MAPPED : Kind.DISK;
    }

    /** Of what LVM and cryptsetup do not show by themselves. */
    private static boolean isPart(String mapping) {
        return (mapping.startsWith("LVM-") && mapping.length() > LVM_UUID) || mapping.startsWith("CRYPT-SUBDEV");
    }

    /** In sysfs a slash within a name is an exclamation mark. */
    private static String file(String name) {
        return "/dev/" + name.replace('!', '/');
    }

    private Optional<String> node(String folder) throws IOException {
        Optional<String> node = root.line(folder + "/device/nodename");
        return node.isPresent() && node.get().startsWith(Vbds.FOLDER) ? node : Optional.empty();
    }

    private boolean isOptical(String folder) throws IOException {
        return line(folder + "/device/type").equals(OPTICAL)
                || line(folder + "/device/media").equals("cdrom");
    }

    /** One of several paths to a device that has a name of its own. */
    private boolean isHidden(String folder) throws IOException {
        return line(folder + "/hidden").equals("1");
    }

    private long sectors(String folder) throws IOException {
        long sectors = Numbers.whole(line(folder + "/size")).orElse(0L);
        return sectors > Long.MAX_VALUE / SECTOR ? 0 : sectors;
    }

    private String line(String path) throws IOException {
        return root.line(path).orElse("");
    }

    private static boolean isLeftOut(String name) {
        for (String prefix : LEFT_OUT) {
            boolean numbered = name.length() > prefix.length() && Character.isDigit(name.charAt(prefix.length()));
            if (numbered && name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
