package io.xenscribe.mapping;

import java.util.Collections;
import java.util.HashSet;
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
    private final Set<String> directories;

    /** @param keys not changed any more */
    KeyTree(Map<String, Key> keys, List<String> owned, Set<String> commitPaths, List<Protection> protections) {
        this.keys = Collections.unmodifiableMap(keys);
        this.owned = List.copyOf(owned);
        this.commitPaths = Set.copyOf(commitPaths);
        this.protections = List.copyOf(protections);
        this.directories = directories(keys.keySet(), commitPaths);
    }

    private static Set<String> directories(Set<String> keys, Set<String> commitPaths) {
        Set<String> directories = new HashSet<>();
        String last = "";
        for (String path : keys) {
            // Keys of one directory mostly follow each other, and a node need not be cut out of each.
            if (!PathRules.isChild(path, last)) {
                last = addParents(path, directories);
            }
        }
        for (String path : commitPaths) {
            addParents(path, directories);
        }
        return directories;
    }

    private static String addParents(String path, Set<String> directories) {
        String parent = PathRules.parent(path);
        for (String above = parent; !above.isEmpty() && directories.add(above); ) {
            above = PathRules.parent(above);
        }
        return parent;
    }

    /** The same with fewer keys. */
    KeyTree with(Map<String, Key> fewer) {
        return new KeyTree(fewer, owned, commitPaths, protections);
    }

    Set<String> commitPaths() {
        return commitPaths;
    }

    /**
     * What of it fits into {@code limit} nodes, directories included: by falling importance and in file order. Commit keys
     * always do.
     *
     * @param uncounted paths of keys that stay and count for nothing
     */
    public Fit within(int limit, Set<String> uncounted) {
        // Mostly there is room enough, and then nothing need be counted one by one.
        boolean isSmall = keys.size() + directories.size() + commitPaths.size() <= limit;
        return isSmall ? new Fit(this, List.of()) : NodeBudget.fit(this, limit, uncounted);
    }

    /** How many of its nodes, directories included, a store has that holds {@code held}. */
    public int nodesIn(Map<String, String> held) {
        return NodeBudget.count(this, held);
    }

    /** Whether all but the keys is this. */
    boolean hasBesideKeys(List<String> owned, Set<String> commitPaths, List<Protection> protections) {
        return this.owned.equals(owned) && this.commitPaths.equals(commitPaths) && this.protections.equals(protections);
    }

    /** The path of a key, of a commit key, or of a directory above one. */
    public boolean wants(String path) {
        return keys.containsKey(path) || directories.contains(path) || commitPaths.contains(path);
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
