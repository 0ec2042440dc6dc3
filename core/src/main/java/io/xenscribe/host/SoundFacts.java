package io.xenscribe.host;

import io.xenscribe.publish.FactSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The facts on a board for the publisher, but none of a time when files could not be opened: a collector takes a file that
 * it cannot read for absent, and the keys of what is in it would go. For the publisher's thread.
 */
final class SoundFacts implements Supplier<FactSnapshot> {

    private final FactBoard board;
    private FactBoard.@Nullable Facts seen;
    private @Nullable FactSnapshot latest;

    SoundFacts(FactBoard board) {
        this.board = board;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The board gives the same object as long as nothing is new.
    public FactSnapshot get() {
        FactBoard.Facts facts = board.snapshot();
        FactSnapshot sound = latest;
        if (sound != null && facts == seen) {
            return sound;
        }
        if (Exhaustion.look()) {
            return sound == null ? nothing(facts) : sound;
        }
        sound = new FactSnapshot(facts.records(), facts.pending());
        seen = facts;
        latest = sound;
        return sound;
    }

    /** Nothing is known of anything, so that all keys stay. */
    private static FactSnapshot nothing(FactBoard.Facts facts) {
        Set<String> pending = new HashSet<>(facts.pending());
        pending.addAll(facts.records().keySet());
        return new FactSnapshot(Map.of(), pending);
    }
}
