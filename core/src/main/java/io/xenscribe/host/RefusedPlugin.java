package io.xenscribe.host;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin that cannot be used.
 *
 * @param path the jar, or the folder when that cannot be read
 * @param id its id, where the jar could say it
 * @param reason what is wrong with it: a sentence without a full stop, the plugin being what it speaks of
 */
public record RefusedPlugin(Path path, Optional<String> id, String reason) {}
