package io.xenscribe.plugin.disks;

import io.xenscribe.api.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps the usage that was published before where the present one hardly differs, as files come and go all the time. */
final class Damping {

    private static final int SHARE = 100;

    private final long leastChange;
    private final Map<String, Volume> published = new HashMap<>();

    /** @param leastChange of what is free; a hundredth of the size is enough in any case */
    Damping(Bytes leastChange) {
        this.leastChange = leastChange.count();
    }

    /** What to publish now. */
    List<Volume> of(List<Volume> volumes) {
        List<Volume> damped = new ArrayList<>(volumes.size());
        for (Volume now : volumes) {
            Volume before = published.get(now.device());
            damped.add(before != null && isNear(before, now) ? withUsage(now, before) : now);
        }
        published.clear();
        for (Volume volume : damped) {
            published.put(volume.device(), volume);
        }
        return Collections.unmodifiableList(damped);
    }

    /** Of another file system nothing is kept, nor after a mount. */
    private boolean isNear(Volume before, Volume now) {
        if (!before.uuid().equals(now.uuid())
                || !before.size().equals(now.size())
                || !before.mountPoints().equals(now.mountPoints())
                || before.free().isEmpty()
                || now.free().isEmpty()) {
            return false;
        }
        long share = now.size().count() / SHARE;
        long change = Math.abs(now.free().get().count() - before.free().get().count());
        return change < Math.max(1, Math.min(leastChange, share)) && inodesAreNear(before, now);
    }

    private static boolean inodesAreNear(Volume before, Volume now) {
        long inodes = now.inodes().orElse(0L);
        long change = Math.abs(now.inodesFree().orElse(0L) - before.inodesFree().orElse(0L));
        return change <= inodes / SHARE;
    }

    private static Volume withUsage(Volume volume, Volume usage) {
        return new Volume(
                volume.device(),
                volume.kind(),
                volume.size(),
                volume.filesystem(),
                volume.uuid(),
                volume.label(),
                volume.mountPoints(),
                usage.used(),
                usage.free(),
                usage.inodes(),
                usage.inodesFree(),
                volume.extents());
    }
}
