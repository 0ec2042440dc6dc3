package io.xenscribe.host;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is in use while plugins are looked for again.
 *
 * @param host nothing at the start
 * @param isWanted whether a plugin may stay as it is, its jar being the same
 */
record EarlierPlugins(@Nullable PluginHost host, Predicate<LoadedPlugin> isWanted) {

    static final EarlierPlugins NONE = new EarlierPlugins(null, _ -> false);

    Optional<PluginHost> inUse() {
        return Optional.ofNullable(host);
    }
}
