package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the store is known to hold at the paths that concern us: read once, then kept by what we write. Nobody else
 * writes below owned paths, and after a resume or a reconnect it is read anew.
 */
final class StoreImage {

    /** Refusals of reads that say something of the node; others say something of the moment. */
    private static final Set<StoreError> LASTING =
            Set.of(StoreError.EACCES, StoreError.ENOENT, StoreError.E2BIG, StoreError.EINVAL, StoreError.ENOSYS);

    /** Nodes that have been read, or need not be. */
    private final Set<String> known = new HashSet<>();

    private final Set<String> knownTrees = new HashSet<>();
    private final TreeMap<String, String> held = new TreeMap<>();
    private final Set<String> made = new HashSet<>();

    /** Whether the store could not tell of some nodes at present; they count as absent until it can. */
    private boolean isIncomplete;

    /** The tree for which all that is needed is known; null when there is none. */
    private @Nullable KeyTree learnt;

    /** Node values by path; under owned paths every node. */
    Map<String, String> held() {
        return Collections.unmodifiableMap(held);
    }

    /** Directories that came into being because a key below them was written. */
    Set<String> made() {
        return Collections.unmodifiableSet(made);
    }

    void forget() {
        learnt = null;
        isIncomplete = false;
        known.clear();
        knownTrees.clear();
        held.clear();
    }

    /**
     * Reads what is not known yet and needed for a difference: the paths that are wanted, all below owned paths, and what
     * was published and goes, with all below it, since there may be nodes of others.
     *
     * @param published the paths that the agent wrote
     */
    void learn(StoreTree store, KeyTree wanted, Set<String> published) throws XenstoreException {
        if (wanted == learnt) {
            return;
        }
        isIncomplete = false;
        Set<String> paths = wanted.paths();
        learnTrees(store, wanted.owned());
        learnTrees(store, without(published, paths));
        learnNodes(store, paths);
        learnt = isIncomplete ? null : wanted;
    }

    /** Whether the store is to be asked again for what it could not tell. */
    boolean isIncomplete() {
        return isIncomplete;
    }

    private static Set<String> without(Set<String> published, Set<String> wanted) {
        Set<String> gone = new HashSet<>(published);
        gone.removeAll(wanted);
        return gone;
    }

    private void learnNodes(StoreTree store, Collection<String> paths) throws XenstoreException {
        List<Request> reads = new ArrayList<>();
        for (String path : paths) {
            for (String node = path; !node.isEmpty(); node = parent(node)) {
                if (known.add(node) && !isInKnownTree(node)) {
                    reads.add(new Request.Read(node));
                }
            }
        }
        if (!reads.isEmpty()) {
            boolean _ = take(reads, store.perform(reads));
        }
    }

    private void learnTrees(StoreTree store, Collection<String> roots) throws XenstoreException {
        for (String root : roots) {
            if (!isInKnownTree(root) && readTree(store, root)) {
                knownTrees.add(root);
            }
        }
    }

    /** The store now holds what {@code change} says. */
    void apply(Change change) {
        if (change instanceof Change.Write(Key key)) {
            put(key.path(), key.value());
        } else {
            removeTree(change.path());
        }
    }

    /** How many nodes come into being when this path is written. */
    int missing(String path) {
        int count = 0;
        for (String node = path; !node.isEmpty() && !held.containsKey(node); node = parent(node)) {
            count++;
        }
        return count;
    }

    private void put(String path, String value) {
        known.add(path);
        held.put(path, value);
        for (String node = parent(path); !node.isEmpty(); node = parent(node)) {
            if (held.putIfAbsent(node, "") == null) {
                known.add(node);
                made.add(node);
            }
        }
    }

    /** The node above; empty for one at the top, which the toolstack makes. */
    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash > 0 && path.indexOf('/') < slash ? path.substring(0, slash) : "";
    }

    /** Returns whether the store told all. */
    private boolean readTree(StoreTree store, String root) throws XenstoreException {
        boolean whole = true;
        Deque<String> level = new ArrayDeque<>(List.of(root));
        while (!level.isEmpty()) {
            List<Request> requests = new ArrayList<>();
            for (String path : level) {
                requests.add(new Request.Read(path));
                requests.add(new Request.Children(path));
            }
            level.clear();
            List<Outcome> outcomes = store.perform(requests);
            whole &= take(requests, outcomes);
            for (int i = 0; i < requests.size(); i++) {
                if (outcomes.get(i) instanceof Outcome.Names(List<String> names)) {
                    for (String name : names) {
                        level.add(requests.get(i).path() + "/" + name);
                    }
                }
            }
        }
        return whole;
    }

    /** Returns whether the store told all, as far as it ever would. */
    private boolean take(List<Request> requests, List<Outcome> outcomes) {
        boolean whole = true;
        for (int i = 0; i < requests.size(); i++) {
            String path = requests.get(i).path();
            if (outcomes.get(i) instanceof Outcome.Value(String text)) {
                held.put(path, text);
            } else if (outcomes.get(i) instanceof Outcome.Refused(StoreError error, String _)
                    && !LASTING.contains(error)) {
                known.remove(path);
                whole = false;
            }
        }
        isIncomplete |= !whole;
        return whole;
    }

    private void removeTree(String path) {
        held.remove(path);
        Iterator<String> below = held.tailMap(path + "/").keySet().iterator();
        while (below.hasNext() && below.next().startsWith(path + "/")) {
            below.remove();
        }
    }

    private boolean isInKnownTree(String path) {
        for (String node = path; !node.isEmpty(); node = parent(node)) {
            if (knownTrees.contains(node)) {
                return true;
            }
        }
        return false;
    }
}
