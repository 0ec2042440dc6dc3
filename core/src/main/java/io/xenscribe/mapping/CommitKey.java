package io.xenscribe.mapping;

import java.util.List;

/**
 * A key that is written last, each time that something changed, with whatever value it has by then.
 *
 * @param unless paths; a change at or below one of them in the same pass makes this key superfluous
 */
public record CommitKey(Key key, List<String> unless) {

    public CommitKey {
        unless = List.copyOf(unless);
    }

    /** Whether the key is to be written after these changes. */
    public boolean follows(List<Change> changes) {
        boolean loud = false;
        for (Change change : changes) {
            loud |= !change.quiet();
        }
        return loud && !isSpared(changes);
    }

    /** Whether these changes make the key superfluous. */
    public boolean isSpared(List<Change> changes) {
        for (Change change : changes) {
            for (String path : unless) {
                if (PathRules.isAtOrBelow(change.path(), path)) {
                    return true;
                }
            }
        }
        return false;
    }
}
