package io.xenscribe.mapping;

import java.util.List;

/**
 * What a mapping makes of the facts of one moment.
 *
 * @param tree the keys that the store should hold
 * @param commit the keys to write after changes, in order
 * @param slots the numbers in use, for the next evaluation and the next start
 */
public record Evaluation(KeyTree tree, List<CommitKey> commit, Slots slots, List<Warning> warnings) {

    public Evaluation {
        commit = List.copyOf(commit);
        warnings = List.copyOf(warnings);
    }
}
