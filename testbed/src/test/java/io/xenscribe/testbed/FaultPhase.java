package io.xenscribe.testbed;

/** What the agent is doing when a fault comes. */
enum FaultPhase {
    /** Nothing: all is published. */
    IDLE,
    /** It has been started and publishes for the first time, into an empty home. */
    FIRST_PUBLISH,
    /** It follows addresses that come and go all the time. */
    STORM
}
