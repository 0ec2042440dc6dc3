package io.xenscribe.plugin.network;

import java.util.List;

/**
 * The guest's network.
 *
 * @param interfaces the loopback interface included, but not those that the options leave out; first those with a
 *     global address, then by ascending index
 */
public record NetworkFacts(List<Nic> interfaces) {}
