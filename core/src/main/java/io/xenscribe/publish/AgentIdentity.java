package io.xenscribe.publish;

import java.time.Instant;

/**
 * What does not change while the agent runs.
 *
 * @param version the agent's own
 */
public record AgentIdentity(String version, long pid, Instant startedAt) {}
