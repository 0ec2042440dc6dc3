package io.xenscribe.explain;

import java.util.Optional;

/**
 * What the store holds at a path, beside what it should hold.
 *
 * @param value what it holds, if anything
 * @param remark for {@link State#UNKNOWN} why it cannot be told
 */
public record Held(State state, Optional<String> value, String remark) {

    /** How the two go together. */
    public enum State {
        /** The key is there as the rules want it. */
        SAME,
        /** The key is there with another value. */
        DIFFERS,
        /** A key that is only written after changes, with the value of the last write. */
        EARLIER,
        /** The key is not there and should be. */
        MISSING,
        /** There is nothing, and nothing is wanted. */
        NOTHING,
        /** The key is not wanted, this agent made it once, and the next pass removes it. */
        LEFT_OVER,
        /** The key is not wanted; it is below an owned path, so the next pass removes it. */
        INTRUDER,
        /** The key is not wanted, and the agent leaves it alone: a directory above keys of ours, or somebody else's. */
        FOREIGN,
        /** The store cannot be asked. */
        UNKNOWN
    }
}
