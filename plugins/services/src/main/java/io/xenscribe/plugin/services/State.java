package io.xenscribe.plugin.services;

/** What can be told of a service without asking systemd. */
public enum State {
    /** Has a process; it may still be starting, or be about to stop. */
    RUNNING,
    /** Counts as started and has no process: it did its work, and systemd keeps it active. */
    EXITED,
    /** Is not started, whether it ended, failed, or never ran. */
    STOPPED,
    /** Is not started, and there is no unit file of that name. */
    MISSING
}
