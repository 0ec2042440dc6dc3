package io.xenscribe.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plugin in use.
 *
 * @param defaults the text of its {@code options.yaml}, read with the rest of the jar: asking the class loader for it
 *     would cost more and keep the jar open
 */
public record LoadedPlugin(
        String id,
        String version,
        String provider,
        Path path,
        List<LoadedCollector<?>> collectors,
        Optional<String> defaults) {

    public LoadedPlugin {
        collectors = List.copyOf(collectors);
    }
}
