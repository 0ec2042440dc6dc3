package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps one store as it is wanted: knows what that holds, makes the difference and the commit keys after it, and tries
 * again what was refused, did not fit or could not be read. For the publisher's thread.
 */
final class Upkeep {

    private final Agenda agenda;
    private final Refusals refusals;
    private final Room room;
    private final Reporting reporting;
    private final StoreImage image = new StoreImage();
    private final Commitment commitment = new Commitment();
    private final GrowingPause reread = new GrowingPause(Duration.ofSeconds(1), Duration.ofMinutes(10));
    private long writes;
    private long refused;

    /** @param reporting is told of each answer that the publisher gets around */
    Upkeep(Agenda agenda, Refusals refusals, Room room, Reporting reporting) {
        this.agenda = agenda;
        this.refusals = refusals;
        this.room = room;
        this.reporting = reporting;
    }

    /** On a new connection, or in another home, nothing is known. */
    void forget() {
        image.forget();
        refusals.forget();
        room.forget();
        reread.reset();
    }

    /** What the store is known to hold. */
    StoreImage image() {
        return image;
    }

    /** Changes that were made since the start. */
    long writes() {
        return writes;
    }

    /** Changes that were refused since the start, each time they were. */
    long refused() {
        return refused;
    }

    /** How long until something is to be tried again. */
    long nanosUntilDue(long now) {
        return Math.min(refusals.nanosUntilDue(now), Math.min(room.nanosUntilDue(now), reread.nanosLeft(now)));
    }

    /**
     * The changes to make now, those that make room first.
     *
     * @param published the paths that the agent wrote
     */
    List<Change> due(Evaluation wanted, Set<String> published) {
        List<Change> changes = room.ordered(wanted.tree().diff(image.held(), published));
        refusals.retain(changes, wanted.commit());
        return refusals.due(changes, agenda.now());
    }

    /**
     * Makes these changes, and writes the commit keys that follow from them.
     *
     * @param isComplete whether all collectors have reported
     */
    void make(List<Change> due, List<CommitKey> commit, boolean isComplete, Xenstore store) throws XenstoreException {
        try {
            commitment.add(write(store, due));
            commit(store, commit, isComplete);
        } catch (XenstoreException lost) {
            commitment.add(due);
            throw lost;
        }
        settle();
    }

    private void commit(Xenstore store, List<CommitKey> keys, boolean isComplete) throws XenstoreException {
        List<Change> _ = write(store, refusals.due(commitment.due(keys, isComplete, refusals), agenda.now()));
        commitment.done(isComplete);
    }

    /** Looks at what could not be done, and whether it is to be tried again soon. */
    private void settle() {
        long now = agenda.now();
        if (room.settle(image.held(), now)) {
            refusals.roomWasMade(now);
            agenda.news();
        }
        if (image.isIncomplete()) {
            Duration _ = reread.begin(now);
        } else {
            reread.reset();
        }
    }

    private List<Change> write(Xenstore store, List<Change> changes) throws XenstoreException {
        List<Change> made = new ArrayList<>(changes.size());
        new ChangeWriter(store, new ChangeWriter.Result() {
                    @Override
                    public void accepted(Change change) {
                        reporting.alive();
                        writes++;
                        int nodes = change instanceof Change.Write ? image.missing(change.path()) : 0;
                        image.apply(change);
                        refusals.accepted(change);
                        room.accepted(change, nodes);
                        if (change instanceof Change.Remove) {
                            refusals.roomWasMade(agenda.now());
                        }
                        made.add(change);
                    }

                    @Override
                    public void refused(Change change, StoreError error) {
                        reporting.alive();
                        refused++;
                        refusals.refused(change, error, agenda.now());
                        if (change instanceof Change.Write(Key key) && Refusals.isForRoom(error)) {
                            room.refused(key, image.missing(key.path()));
                        }
                    }
                })
                .write(changes);
        return made;
    }
}
