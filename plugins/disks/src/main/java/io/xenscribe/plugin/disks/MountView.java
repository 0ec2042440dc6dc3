package io.xenscribe.plugin.disks;

import io.xenscribe.api.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mounts of the guest, as its first process sees them, and those of the agent's own name space: a service may have
 * one of its own.
 */
final class MountView {

    private static final Logger LOG = LoggerFactory.getLogger(MountView.class);

    private static final String FIRST = "/proc/1/mountinfo";
    private static final String OWN = "/proc/self/mountinfo";

    private final Root root;
    private final List<String> also;
    private MountTable guest = MountTable.EMPTY;
    private MountTable own = MountTable.EMPTY;
    private List<Mount> relevant = List.of();

    /** @param also types of file systems without a device that count all the same */
    MountView(Root root, List<String> also) {
        this.root = root;
        this.also = also;
    }

    /** The file whose changes are the guest's mounts; absent without /proc. */
    static Optional<String> file(Root root) {
        if (bytes(root, FIRST).length > 0) {
            return Optional.of(FIRST);
        }
        return bytes(root, OWN).length > 0 ? Optional.of(OWN) : Optional.empty();
    }

    /** Looks again, and tells whether something is different that matters here; containers mount all the time. */
    boolean refresh() {
        byte[] ownText = bytes(root, OWN);
        byte[] guestText = bytes(root, FIRST);
        own = MountTable.read(ownText);
        guest = guestText.length == 0 || Arrays.equals(guestText, ownText) ? own : MountTable.read(guestText);
        List<Mount> now = new ArrayList<>();
        for (Mount mount : guest.mounts()) {
            if (mount.hasDevice() || also.contains(mount.type())) {
                now.add(mount);
            }
        }
        boolean changed = !now.equals(relevant);
        relevant = now;
        return changed;
    }

    MountTable guest() {
        return guest;
    }

    MountTable own() {
        return own;
    }

    /** Those of block devices, and of the types asked for. */
    List<Mount> relevant() {
        return relevant;
    }

    private static byte[] bytes(Root root, String file) {
        try {
            return root.bytes(file).orElse(new byte[0]);
        } catch (IOException unreadable) {
            LOG.debug("{}: {}", file, unreadable.getMessage());
            return new byte[0];
        }
    }
}
