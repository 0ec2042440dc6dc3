package io.xenscribe.plugin.disks;

import io.xenscribe.api.Root;
import io.xenscribe.plugin.disks.Errands.Errand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What block devices hold: by the word of udev, else by their own first bytes, else by the names of links. The bytes are
 * read again once each period, and when a device is mounted or no longer so.
 */
final class Contents {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    private record Seen(Content content, boolean wasMounted) {}

    private final Root root;
    private final UdevDatabase udev;
    private final Errands errands;
    private final Map<String, Seen> seen = new HashMap<>();
    private final Map<String, Content> told = new HashMap<>();
    private final Map<String, Errand<byte[]>> asked = new HashMap<>();
    private @Nullable Map<String, String> uuids;
    private @Nullable Map<String, String> labels;

    Contents(Root root, Errands errands) {
        this.root = root;
        this.udev = new UdevDatabase(root);
        this.errands = errands;
    }

    /** The devices' own bytes are read again. */
    void readAgain() {
        seen.clear();
    }

    /** Begins a look. */
    void begin() {
        told.clear();
        asked.clear();
        uuids = null;
        labels = null;
    }

    /** Looks into udev's database, or prepares the errand to a device that has to be read. */
    void ask(BlockDevice device, boolean isMounted) {
        Content content = fromUdev(device);
        Seen before = seen.get(identity(device));
        if (content.isKnown()) {
            told.put(device.name(), content);
        } else if (before == null || before.wasMounted() != isMounted) {
            asked.put(device.name(), errands.prepare(device.file(), new FirstBytes(root, "/dev/" + device.name())));
        }
    }

    /** After the errands. */
    Content of(BlockDevice device, boolean isMounted) {
        Content content = told.get(device.name());
        if (content == null) {
            content = fromDevice(device, isMounted);
        }
        return content.isKnown() ? content : fromLinks(device);
    }

    private Content fromUdev(BlockDevice device) {
        try {
            return udev.of(device.number());
        } catch (IOException unreadable) {
            LOG.debug("{}: {}", device.name(), unreadable.getMessage());
            return Content.UNKNOWN;
        }
    }

    private Content fromDevice(BlockDevice device, boolean isMounted) {
        Errand<byte[]> errand = asked.get(device.name());
        if (errand == null) {
            Seen before = seen.get(identity(device));
            return before == null ? Content.UNKNOWN : before.content();
        }
        Optional<byte[]> start = errand.result();
        Content content = start.isPresent() ? Superblock.read(start.get()) : Content.UNKNOWN;
        seen.put(identity(device), new Seen(content, isMounted));
        return content;
    }

    /** A name or number may be another disk's after a while, which mostly differs in size. */
    private static String identity(BlockDevice device) {
        return device.name() + ' ' + device.number() + ' ' + device.size();
    }

    private Content fromLinks(BlockDevice device) {
        Map<String, String> byUuid = uuids;
        Map<String, String> byLabel = labels;
        if (byUuid == null || byLabel == null) {
            byUuid = Links.read(root, "/dev/disk/by-uuid");
            byLabel = Links.read(root, "/dev/disk/by-label");
            uuids = byUuid;
            labels = byLabel;
        }
        return Content.of("", byUuid.getOrDefault(device.name(), ""), byLabel.getOrDefault(device.name(), ""));
    }

    /** Opens a device for reading only; that needs root, and a disk behind it that answers. */
    private record FirstBytes(Root root, String file) implements Callable<byte[]> {

        @Override
        public byte[] call() throws IOException {
            try (InputStream in = Files.newInputStream(root.resolve(file))) {
                return in.readNBytes(Superblock.REACH);
            }
        }
    }
}
