package io.xenscribe.plugin.services;

import java.util.List;

/**
 * The services that the options name.
 *
 * @param units in the order of the options
 */
public record ServiceFacts(List<Service> units) {}
