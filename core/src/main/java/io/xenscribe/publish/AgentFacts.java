package io.xenscribe.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * The built-in facts {@code agent}: what the agent knows of itself. They are taken when a pass runs and never cause one.
 *
 * @param version the agent's own
 * @param now the time of the pass
 * @param uptime since {@code startedAt}
 * @param writes nodes written or removed since the start
 * @param errors requests that the store refused and connections that were lost since the start
 */
public record AgentFacts(
        String version, Instant now, long pid, Instant startedAt, Duration uptime, long writes, long errors) {

    public static final String NAME = "agent";

    /** The facts at {@code now}. */
    static AgentFacts of(AgentIdentity agent, Instant now, long writes, long errors) {
        Duration uptime = Duration.between(agent.startedAt(), now);
        return new AgentFacts(agent.version(), now, agent.pid(), agent.startedAt(), uptime, writes, errors);
    }
}
