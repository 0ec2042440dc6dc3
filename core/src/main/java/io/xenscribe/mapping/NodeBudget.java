package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A number of nodes to spend on keys. Each key costs one, and one more for each directory above it that no other key has
 * paid for; those at the top cost nothing, as the toolstack makes them.
 */
final class NodeBudget {

    private final Set<String> paid = new HashSet<>();
    private final int limit;
    private boolean isSpent;

    private NodeBudget(int limit) {
        this.limit = limit;
    }

    /**
     * The keys for which there is enough: by falling importance, and of one importance in the order of the tree. Once one
     * is too dear, those after it are left out too, so that which ones there are does not depend on their depth.
     *
     * @param uncounted paths of keys that stay and cost nothing
     */
    static Fit fit(KeyTree tree, int limit, Set<String> uncounted) {
        NodeBudget budget = new NodeBudget(limit);
        for (String path : tree.commitPaths()) {
            budget.pay(path);
        }
        Set<String> left = new HashSet<>();
        for (Importance importance : Importance.ALL) {
            for (Key key : tree.keys().values()) {
                boolean isNext = key.importance() == importance && !uncounted.contains(key.path());
                if (isNext && !budget.buy(key.path())) {
                    left.add(key.path());
                }
            }
        }
        return left.isEmpty() ? new Fit(tree, List.of()) : without(left, tree);
    }

    private static Fit without(Set<String> left, KeyTree tree) {
        Map<String, Key> keys = new LinkedHashMap<>();
        List<Key> leftOut = new ArrayList<>(left.size());
        for (Key key : tree.keys().values()) {
            if (left.contains(key.path())) {
                leftOut.add(key);
            } else {
                keys.put(key.path(), key);
            }
        }
        return new Fit(tree.with(keys), leftOut);
    }

    /** How many nodes of the tree's a store holds. */
    static int count(KeyTree tree, Map<String, String> held) {
        NodeBudget budget = new NodeBudget(Integer.MAX_VALUE);
        for (String path : tree.paths()) {
            if (held.containsKey(path)) {
                budget.pay(path);
            }
        }
        return budget.paid.size();
    }

    private boolean buy(String path) {
        int price = price(path);
        if (price > 0 && (isSpent || paid.size() + price > limit)) {
            isSpent = true;
            return false;
        }
        pay(path);
        return true;
    }

    private int price(String path) {
        int price = 0;
        for (String node = path; isCounted(node) && !paid.contains(node); node = PathRules.parent(node)) {
            price++;
        }
        return price;
    }

    private void pay(String path) {
        String node = path;
        while (isCounted(node) && paid.add(node)) {
            node = PathRules.parent(node);
        }
    }

    private static boolean isCounted(String node) {
        return node.indexOf('/') > 0;
    }
}
