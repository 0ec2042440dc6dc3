package io.xenscribe.host;

import java.nio.file.Path;

/** A plugin that the configuration switches off: none of its code is loaded. */
public record UnusedPlugin(String id, String version, String provider, Path path) {}
