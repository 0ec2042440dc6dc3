package io.xenscribe.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One comparison of a tree with what a store holds. */
final class TreeDifference {

    private final KeyTree tree;
    private final Map<String, String> held;
    private final Set<String> ours;
    private @Nullable NavigableMap<String, String> heldSorted;
    private @Nullable NavigableSet<String> oursSorted;

    TreeDifference(KeyTree tree, Map<String, String> held, Set<String> ours) {
        this.tree = tree;
        this.held = held;
        this.ours = ours;
    }

    List<Change> changes() {
        Set<String> removals = removals();
        Map<String, List<Change>> units = new LinkedHashMap<>();
        if (!removals.isEmpty()) {
            addRemovals(removals, units);
        }
        for (Key key : tree.keys().values()) {
            if (!key.value().equals(held.get(key.path()))) {
                units.computeIfAbsent(key.unit(), _ -> new ArrayList<>()).add(new Change.Write(key));
            }
        }
        List<Change> changes = new ArrayList<>();
        for (List<Change> unit : units.values()) {
            changes.addAll(unit);
        }
        return changes;
    }

    /** Gives each removal its unit, and a place: with its unit, or after the last unit that lies nearest to it. */
    private void addRemovals(Set<String> removals, Map<String, List<Change>> units) {
        Map<String, String> lastUnitNear = new HashMap<>();
        Set<String> live = new HashSet<>();
        for (Key key : tree.keys().values()) {
            live.add(key.unit());
            for (String path = key.path(); !path.isEmpty(); path = PathRules.parent(path)) {
                lastUnitNear.put(path, key.unit());
            }
        }
        Map<String, List<Change>> after = new HashMap<>();
        for (String path : removals) {
            String unit = unitOf(path, live);
            Change removal = new Change.Remove(path, unit);
            String near = live.contains(unit) ? unit : nearest(path, lastUnitNear);
            after.computeIfAbsent(near, _ -> new ArrayList<>()).add(removal);
        }
        place(after, units);
    }

    private void place(Map<String, List<Change>> after, Map<String, List<Change>> units) {
        for (Change removal : after.getOrDefault("", List.of())) {
            units.computeIfAbsent(removal.unit(), _ -> new ArrayList<>()).add(removal);
        }
        Set<String> placed = new HashSet<>();
        for (Key key : tree.keys().values()) {
            if (!placed.add(key.unit())) {
                continue;
            }
            // The unit itself comes before those that go: made here, so that its writes find their place.
            List<Change> own = units.computeIfAbsent(key.unit(), _ -> new ArrayList<>());
            for (Change removal : after.getOrDefault(key.unit(), List.of())) {
                boolean inUnit = removal.unit().equals(key.unit());
                (inUnit ? own : units.computeIfAbsent(removal.unit(), _ -> new ArrayList<>())).add(removal);
            }
        }
    }

    private static String unitOf(String path, Set<String> live) {
        for (String above = path; !above.isEmpty(); above = PathRules.parent(above)) {
            if (live.contains(above)) {
                return above;
            }
        }
        return path;
    }

    private static String nearest(String path, Map<String, String> lastUnitNear) {
        for (String above = path; !above.isEmpty(); above = PathRules.parent(above)) {
            String unit = lastUnitNear.get(above);
            if (unit != null) {
                return unit;
            }
        }
        return "";
    }

    private Set<String> removals() {
        Set<String> removals = new TreeSet<>();
        for (String path : held.keySet()) {
            if (tree.wants(path)) {
                continue;
            }
            String owner = owner(path);
            if (owner != null) {
                removeBelow(owner, path, removals);
            } else if (ours.contains(path)) {
                removeOurs(path, removals);
            }
        }
        return withoutNested(removals);
    }

    /** The highest owned path that {@code path} is below. */
    private @Nullable String owner(String path) {
        String owner = null;
        for (String owned : tree.owned()) {
            if (PathRules.isBelow(path, owned) && (owner == null || owned.length() < owner.length())) {
                owner = owned;
            }
        }
        return owner;
    }

    private void removeBelow(String owner, String path, Set<String> removals) {
        if (!tree.mayRemove(path)) {
            return;
        }
        String top = path;
        for (String above = PathRules.parent(path);
                PathRules.isBelow(above, owner) && !tree.wants(above) && tree.mayRemove(above);
                above = PathRules.parent(above)) {
            top = above;
        }
        removals.add(top);
    }

    private void removeOurs(String path, Set<String> removals) {
        if (tree.mayRemove(path) && !hasOthersBelow(path)) {
            removals.add(path);
        }
    }

    /** A node below that is not ours, and no directory that came into being with one of ours. */
    private boolean hasOthersBelow(String path) {
        for (Map.Entry<String, String> below : nodesBelow(path).entrySet()) {
            String other = below.getKey();
            boolean made = below.getValue().isEmpty() && hasOursBelow(other);
            if (!ours.contains(other) && !made) {
                return true;
            }
        }
        return false;
    }

    private boolean hasOursBelow(String directory) {
        String below = oursSorted().ceiling(directory + "/");
        return below != null && PathRules.isBelow(below, directory);
    }

    private Map<String, String> nodesBelow(String path) {
        if (heldSorted == null) {
            heldSorted = new TreeMap<>(held);
        }
        // '0' is the character after '/'.
        return heldSorted.subMap(path + "/", path + "0");
    }

    private NavigableSet<String> oursSorted() {
        if (oursSorted == null) {
            oursSorted = new TreeSet<>(ours);
        }
        return oursSorted;
    }

    private static Set<String> withoutNested(Set<String> removals) {
        Set<String> outermost = new TreeSet<>();
        for (String path : removals) {
            boolean nested = false;
            for (String above = PathRules.parent(path); !above.isEmpty(); above = PathRules.parent(above)) {
                nested |= removals.contains(above);
            }
            if (!nested) {
                outermost.add(path);
            }
        }
        return outermost;
    }
}
