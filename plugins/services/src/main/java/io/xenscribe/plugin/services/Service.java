package io.xenscribe.plugin.services;

import io.xenscribe.api.Key;
import java.time.Instant;
import java.util.Optional;

/**
 * A service.
 *
 * @param name as the options have it, without {@code .service}; in a path it needs {@code munge}
 * @param state what can be told of it without asking systemd, see below
 * @param since when it was started last; absent unless it is running or exited, and with systemd before 235
 */
public record Service(@Key String name, State state, Optional<Instant> since) {}
