package io.xenscribe.mapping;

import java.util.List;

/**
 * What of a tree fits into a number of nodes.
 *
 * @param tree the tree without what is left out; the same object where that is nothing
 * @param leftOut the other keys, in the order of the tree
 */
public record Fit(KeyTree tree, List<Key> leftOut) {

    public Fit {
        leftOut = List.copyOf(leftOut);
    }
}
