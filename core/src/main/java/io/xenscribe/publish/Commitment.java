package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes of which those who wait for the commit keys have not been told. For one thread.
 *
 * <p>At a start it is not known whether an agent before this one came to its commit keys, so that they are written once,
 * when all collectors have reported.
 */
final class Commitment {

    private final List<Change> changes = new ArrayList<>();
    private boolean isFirst = true;

    /** These were made, or were being made when the connection was lost. */
    void add(List<Change> made) {
        changes.addAll(made);
    }

    /**
     * The commit keys to write now.
     *
     * @param isComplete whether all collectors have reported
     * @param refused those that were due before and refused
     */
    List<Change> due(List<CommitKey> keys, boolean isComplete, Refusals refused) {
        boolean isOwed = isFirst && isComplete;
        List<Change> due = new ArrayList<>(keys.size());
        for (CommitKey key : keys) {
            boolean follows = key.follows(changes) || (isOwed && !key.isSpared(changes));
            if (follows || refused.contains(key.key().path())) {
                due.add(new Change.Write(key.key()));
            }
        }
        return due;
    }

    /** They were written. */
    void done(boolean isComplete) {
        changes.clear();
        isFirst &= !isComplete;
    }
}
