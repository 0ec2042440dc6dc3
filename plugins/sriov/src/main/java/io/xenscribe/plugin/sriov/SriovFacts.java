package io.xenscribe.plugin.sriov;

import java.util.List;

/**
 * The network functions that the host passed through.
 *
 * @param functions by ascending index
 */
public record SriovFacts(List<VirtualFunction> functions) {}
