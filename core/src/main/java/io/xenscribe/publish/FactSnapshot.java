package io.xenscribe.publish;

import java.util.Map;
import java.util.Set;

/**
 * All facts at one moment.
 *
 * @param facts the newest record of each collector that has published, by the collector's name
 * @param pending the collectors of which nothing is known yet: their keys stay as they are
 */
public record FactSnapshot(Map<String, Record> facts, Set<String> pending) {}
