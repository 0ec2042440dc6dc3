package io.xenscribe.plugin.network;

import java.util.List;

/**
 * The guest's network.
 *
 * @param interfaces all of them, the loopback interface included, by ascending index
 */
public record NetworkFacts(List<Nic> interfaces) {}
