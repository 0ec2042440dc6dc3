package io.xenscribe.host;

import java.util.List;

/** The set-up that holds at present and its collectors. Any thread may ask; it is changed on the publisher's. */
final class Crew {

    private final Surroundings surroundings;
    private final Runnable wake;
    private volatile Roster roster;
    private volatile ScriptRecord scripts = ScriptRecord.none();
    private boolean isStarted;

    /** @param wake run when a script can be tried that was not ready */
    Crew(AgentSetup setup, Surroundings surroundings, Runnable wake) {
        this.surroundings = surroundings;
        this.wake = wake;
        this.roster = new Roster(setup, setup.runners(surroundings));
        setup.scripts().whenReady(wake);
    }

    /** Has the record say which scripts do not run. */
    void heed(ScriptRecord known) {
        scripts = known;
        roster.setup().scripts().heed(known);
    }

    Roster roster() {
        return roster;
    }

    /** What would run of {@code setup}; what runs already and stays the same is part of it. */
    Roster plan(AgentSetup setup) {
        return new Roster(setup, setup.runners(surroundings, roster.runners()));
    }

    /** Starts the collectors: there is somebody to publish for. */
    void start() {
        isStarted = true;
        roster.runners().forEach(CollectorRunner::start);
    }

    /**
     * Goes over to {@code next}. The facts of collectors that go are forgotten; those that come are expected from now on,
     * so that the keys made of them stay as they are until they report.
     */
    void goOverTo(Roster next) {
        List<CollectorRunner> gone = roster.runnersNotIn(next);
        List<CollectorRunner> fresh = next.runnersNotIn(roster);
        for (CollectorRunner runner : gone) {
            surroundings.board().remove(runner.name());
        }
        roster = next;
        next.setup().scripts().heed(scripts);
        next.setup().scripts().whenReady(wake);
        if (isStarted) {
            fresh.forEach(CollectorRunner::start);
        }
    }

    /** Ends the collectors and what else the set-up has running. */
    void stop() {
        try {
            CollectorRunner.stopAll(roster.runners());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        roster.setup().close();
    }
}
