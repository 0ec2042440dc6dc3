package io.xenscribe.xenstore;

import java.util.List;
import java.util.Optional;

/** What became of a {@link Request}. */
public sealed interface Outcome {

    /** A change was made. */
    record Done() implements Outcome {}

    /** A node's value. */
    record Value(String text) implements Outcome {}

    /** The names of a node's children. */
    record Names(List<String> names) implements Outcome {}

    /** There is no such node. */
    record Absent() implements Outcome {}

    /**
     * The store said no, or the request could not be sent at all, such as one with a bad path.
     *
     * @param message which request it was and why, for people
     */
    record Refused(StoreError error, String message) implements Outcome {}

    /** A refusal as an outcome; throws what is none. */
    static Outcome refused(XenstoreException e) throws XenstoreException {
        Optional<StoreError> error = e.refusal();
        if (error.isEmpty()) {
            throw e;
        }
        return new Refused(error.get(), String.valueOf(e.getMessage()));
    }
}
