package io.xenscribe.host;

import io.xenscribe.api.RuleScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A plugin in use.
 *
 * @param scripts what it runs rules with, one a language; to be used and closed by one thread, as {@link RuleScript} says
 * @param defaults the text of its {@code options.yaml}, read with the rest of the jar: asking the class loader for it
 *     would cost more and keep the jar open
 */
public record LoadedPlugin(
        String id,
        String version,
        String provider,
        Path path,
        List<LoadedCollector<?>> collectors,
        List<RuleScript> scripts,
        Optional<String> defaults) {

    public LoadedPlugin {
        collectors = List.copyOf(collectors);
        scripts = List.copyOf(scripts);
    }
}
