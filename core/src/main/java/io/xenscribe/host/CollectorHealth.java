package io.xenscribe.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a collector does.
 *
 * @param lastError what its last failed run ended with, also when it runs again
 * @param restarts how often it has been started again after a failure
 * @param lastPublish when it last published, whether or not that was a change
 * @param leftBehind names of threads of it that have not ended and should have
 */
public record CollectorHealth(
        String name,
        State state,
        Optional<String> lastError,
        int restarts,
        Optional<Instant> lastPublish,
        List<String> leftBehind) {

    /** What a collector is at. */
    public enum State {
        /** Has not published yet. */
        STARTING,
        /** Has published, and waits for the next change. */
        RUNNING,
        /** Has returned: its facts cannot change any more. */
        FINISHED,
        /** Its last run failed, and it has not published since. */
        FAILING,
        /** Publishes so often that it is held back. */
        FLOODING,
        /** Was asked to end, and has. */
        STOPPED,
        /** Was asked to end, or gave no sign of life, and does not end; another one will be started in its place. */
        STUCK
    }
}
