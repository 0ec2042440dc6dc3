package io.xenscribe.publish;

import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.Slots;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the agent has put into the store, as remembered over a restart.
 *
 * @param paths every node it made and has not removed, directories included
 * @param slots which element has which number
 */
record Published(Set<String> paths, Slots slots) {

    static final Published NOTHING = new Published(Set.of(), Slots.none());

    Published {
        paths = Set.copyOf(paths);
    }

    /** The same with other numbers. */
    Published with(Slots others) {
        return new Published(paths, others);
    }

    /** After a pass that was cut off: whatever it wanted may be there. */
    Published perhaps(KeyTree wanted) {
        Set<String> all = new HashSet<>(paths);
        all.addAll(wanted.paths());
        return new Published(all, slots);
    }

    /** After a pass that wanted {@code wanted} and left the store with what {@code image} holds. */
    Published after(Evaluation wanted, StoreImage image) {
        Set<String> now = new HashSet<>();
        for (Key key : wanted.tree().keys().values()) {
            // What others put there and the store does not let us change is not ours.
            if (key.value().equals(image.held().get(key.path()))) {
                now.add(key.path());
            }
        }
        for (CommitKey key : wanted.commit()) {
            keep(Set.of(key.key().path()), image.held(), now);
        }
        keep(image.made(), image.held(), now);
        keep(paths, image.held(), now);
        return new Published(now, wanted.slots());
    }

    private static void keep(Set<String> paths, Map<String, String> held, Set<String> kept) {
        for (String path : paths) {
            if (held.containsKey(path)) {
                kept.add(path);
            }
        }
    }
}
