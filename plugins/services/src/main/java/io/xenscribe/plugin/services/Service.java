package io.xenscribe.plugin.services;

import io.xenscribe.api.Key;
import java.time.Instant;
import java.util.Optional;

/**
 * A service.
 *
 * @param name as the options have it, without {@code .service}
 * @param since when it was started last; absent unless it is running or exited, and with systemd before 235
 */
public record Service(@Key String name, State state, Optional<Instant> since) {}
