package io.xenscribe.mapping;

import io.xenscribe.config.Problems;
import java.util.Map;

/**
 * What is known besides the facts when a key is to be accounted for.
 *
 * @param text the mapping as it is written
 * @param problems found when it was compiled: they tell why a rule is not used
 * @param silent why collectors that are loaded have no facts, by their names
 */
public record Background(MappingText text, Problems problems, Map<String, String> silent) {

    public Background {
        silent = Map.copyOf(silent);
    }
}
