package io.xenscribe.xenstore;

/** One thing to ask of the store; see {@link StoreTree} for what each does. */
public sealed interface Request {

    String path();

    /** Answered by {@link Outcome.Value} or {@link Outcome.Absent}. */
    record Read(String path) implements Request {}

    /** Answered by {@link Outcome.Names} or {@link Outcome.Absent}. */
    record Children(String path) implements Request {}

    /** Answered by {@link Outcome.Done}. */
    record Write(String path, String value) implements Request {}

    /** Answered by {@link Outcome.Done}, also where there is no such node. */
    record Remove(String path) implements Request {}
}
