package io.xenscribe.mapping;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that Xenstore should hold, in the order in which they are to be written. Immutable. */
public final class KeyTree {

    private static final KeyTree EMPTY = new KeyTree(Map.of(), List.of(), Set.of(), List.of());

    private final Map<String, Key> keys;
    private final List<String> owned;
    private final Set<String> commitPaths;
    private final List<Protection> protections;

    KeyTree(Map<String, Key> keys, List<String> owned, Collection<String> commitPaths, List<Protection> protections) {
        this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
        this.owned = List.copyOf(owned);
        this.commitPaths = Set.copyOf(commitPaths);
        this.protections = List.copyOf(protections);
    }

    /** Wants nothing; the difference to it is the removal of all that one published. */
    public static KeyTree empty() {
        return EMPTY;
    }

    /** By path, in order. */
    public Map<String, Key> keys() {
        return keys;
    }

    public Optional<Key> key(String path) {
        return Optional.ofNullable(keys.get(path));
    }

    /** The paths below which whatever is not wanted goes. */
    public List<String> owned() {
        return owned;
    }

    /** All paths that the mapping stands for now: those of the keys and of the commit keys. */
    public Set<String> paths() {
        Set<String> paths = new HashSet<>(keys.keySet());
        paths.addAll(commitPaths);
        return paths;
    }

    /** Whether a rule may give the path whose facts have not come yet, so that it must stay as it is. */
    public boolean isProtected(String path) {
        for (Protection protection : protections) {
            if (protection.covers(path)) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code path} can go with all below it without taking something that is wanted or may be. */
    boolean mayRemove(String path) {
        for (Protection protection : protections) {
            if (protection.forbidsRemoving(path)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What to ask of the store so that it holds this tree: writes where a value is missing or different, and removals of
     * what is no longer wanted. In file order, the changes of one unit side by side, and in each unit the removals
     * first, so that no value stands in two places. A node is removed at the highest place below an owned path under
     * which nothing is wanted. Nodes of others outside owned paths are left alone, and so are nodes of one's own that
     * have such nodes below.
     *
     * @param held the nodes that the store holds: all those below owned paths, directories included, and those of
     *     {@code ours} and of this tree; a removal takes more with it than it shows only if something is missing here
     * @param ours the paths that this agent published
     */
    public List<Change> diff(Map<String, String> held, Set<String> ours) {
        return new TreeDifference(this, held, ours).changes();
    }
}
