package io.xenscribe.api;

/** The options of a collector that has none. */
public record NoOptions() {}
