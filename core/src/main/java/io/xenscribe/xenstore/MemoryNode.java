package io.xenscribe.xenstore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node of a store in memory. Immutable, so that the root is a snapshot of the whole tree.
 *
 * @param permissions as {@link StoreTree#permissions} gives them
 * @param generation when this node's value or the list of its children changed last
 */
record MemoryNode(String value, List<String> permissions, long generation, Map<String, MemoryNode> children) {

    static MemoryNode empty(List<String> permissions, long generation) {
        return new MemoryNode("", permissions, generation, Map.of());
    }

    Optional<MemoryNode> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    MemoryNode withValue(String newValue, long at) {
        return new MemoryNode(newValue, permissions, at, children);
    }

    MemoryNode withPermissions(List<String> newPermissions, long at) {
        return new MemoryNode(value, newPermissions, at, children);
    }

    /** Puts a child in, or takes it out when there is none to put in; a new list of names is a change of this node. */
    MemoryNode withChild(String name, @Nullable MemoryNode child, long at) {
        Map<String, MemoryNode> changed = new LinkedHashMap<>(children);
        MemoryNode before = child == null ? changed.remove(name) : changed.put(name, child);
        boolean sameNames = (before == null) == (child == null);
        return new MemoryNode(value, permissions, sameNames ? generation : at, Collections.unmodifiableMap(changed));
    }

    int owner() {
        return domain(permissions.getFirst());
    }

    boolean readableBy(int domain) {
        return allows(domain, 'r');
    }

    boolean writableBy(int domain) {
        return allows(domain, 'w');
    }

    /** The first entry names the owner and says what all may that no other entry names. */
    private boolean allows(int domain, char what) {
        if (domain == MemoryStore.DOM0 || domain == owner()) {
            return true;
        }
        char granted = permissions.getFirst().charAt(0);
        for (String entry : permissions.subList(1, permissions.size())) {
            if (domain(entry) == domain) {
                granted = entry.charAt(0);
            }
        }
        return granted == 'b' || granted == what;
    }

    private static int domain(String entry) {
        return Integer.parseInt(entry, 1, entry.length(), 10);
    }

    /** How many nodes, from here down, belong to a domain. */
    int ownedBy(int domain) {
        int count = owner() == domain ? 1 : 0;
        for (MemoryNode child : children.values()) {
            count += child.ownedBy(domain);
        }
        return count;
    }

    /** Names the paths of all nodes below this one. */
    void below(String path, Consumer<String> visitor) {
        children.forEach((name, child) -> {
            String childPath = path + "/" + name;
            visitor.accept(childPath);
            child.below(childPath, visitor);
        });
    }
}
