package io.xenscribe.host;

import java.util.List;

/**
 * A set-up and what runs of it.
 *
 * @param runners of the collectors, in the order of the plugins
 */
record Roster(AgentSetup setup, List<CollectorRunner> runners) {

    Roster {
        runners = List.copyOf(runners);
    }

    /** Those that {@code other} does not have. */
    List<CollectorRunner> runnersNotIn(Roster other) {
        return runners.stream()
                .filter(runner -> !other.runners.contains(runner))
                .toList();
    }
}
