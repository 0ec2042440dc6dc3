package io.xenscribe.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a pass came towards one path.
 *
 * @param chain the rule in question, after those around it
 * @param above the path above each of them, as far as it came
 * @param entered how many of them gave a path that leads there
 * @param here all attempts at the last one that it came to
 * @param last the attempt that decides; null when none of {@code here} would have led to the path
 */
record Course(
        List<Rule> chain,
        List<String> above,
        int entered,
        List<Attempt> here,
        @Nullable Attempt last) {

    Rule rule() {
        return chain.getLast();
    }

    /** The rule at which it ended. */
    Rule stopped() {
        return chain.get(Math.min(entered, chain.size() - 1));
    }
}
