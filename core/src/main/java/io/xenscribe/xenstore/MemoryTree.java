package io.xenscribe.xenstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of a daemon over a root that changes: permissions, implied parents, quotas. Paths are absolute. Not safe for threads. */
final class MemoryTree {

    /** What a node's value may take, in bytes. */
    static final int VALUE_LIMIT = 2048;

    /** A node's new value, or its removal with every path below that went with it. */
    record Change(String path, Optional<String> value, Set<String> gone) {}

    private final int nodeQuota;
    private MemoryNode root;
    private long generation;

    MemoryTree(MemoryNode root, long generation, int nodeQuota) {
        this.root = root;
        this.generation = generation;
        this.nodeQuota = nodeQuota;
    }

    MemoryTree copy() {
        return new MemoryTree(root, generation, nodeQuota);
    }

    Optional<MemoryNode> find(String path) {
        Optional<MemoryNode> node = Optional.of(root);
        for (String name : names(path)) {
            if (node.isEmpty()) {
                return node;
            }
            node = node.get().child(name);
        }
        return node;
    }

    /** A node as a domain sees it. */
    Optional<MemoryNode> read(int domain, String path) throws Refusal {
        if (!nearest(path).readableBy(domain)) {
            throw new Refusal(StoreError.EACCES);
        }
        return find(path);
    }

    Change write(int domain, String path, String value) throws Refusal {
        if (!nearest(path).writableBy(domain)) {
            throw new Refusal(StoreError.EACCES);
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > VALUE_LIMIT) {
            throw new Refusal(StoreError.E2BIG);
        }
        generation++;
        MemoryNode changed = written(root, names(path), 0, domain, value);
        if (domain != MemoryStore.DOM0 && find(path).isEmpty() && changed.ownedBy(domain) > nodeQuota) {
            throw new Refusal(StoreError.EQUOTA);
        }
        root = changed;
        return new Change(path, Optional.of(value), Set.of());
    }

    /** Nothing when there is no such node. */
    Optional<Change> remove(int domain, String path) throws Refusal {
        if (!nearest(path).writableBy(domain)) {
            throw new Refusal(StoreError.EACCES);
        }
        Optional<MemoryNode> node = find(path);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (path.equals("/")) {
            throw new Refusal(StoreError.EINVAL);
        }
        Set<String> gone = new TreeSet<>();
        node.get().below(path, gone::add);
        generation++;
        root = replaced(root, names(path), 0, null);
        return Optional.of(new Change(path, Optional.empty(), gone));
    }

    /** Does all of {@code changes} and tells of each, or none when one is refused. */
    Optional<StoreError> apply(int domain, List<Change> changes, Consumer<Change> done) {
        MemoryTree trial = copy();
        List<Change> made = new ArrayList<>();
        try {
            for (Change change : changes) {
                Optional<String> value = change.value();
                if (value.isPresent()) {
                    made.add(trial.write(domain, change.path(), value.get()));
                } else {
                    trial.remove(domain, change.path()).ifPresent(made::add);
                }
            }
        } catch (Refusal e) {
            return Optional.of(e.error());
        }
        root = trial.root;
        generation = trial.generation;
        made.forEach(done);
        return Optional.empty();
    }

    void permit(String path, List<String> permissions) {
        generation++;
        Optional<MemoryNode> node = find(path);
        if (node.isPresent()) {
            root = replaced(root, names(path), 0, node.get().withPermissions(permissions, generation));
        }
    }

    /** When a node changed last; -1 when there is none. */
    long generation(String path) {
        return find(path).map(MemoryNode::generation).orElse(-1L);
    }

    /** The node, or where there is none the one that it would be made below: it says who may know or make it. */
    private MemoryNode nearest(String path) {
        MemoryNode node = root;
        for (String name : names(path)) {
            Optional<MemoryNode> child = node.child(name);
            if (child.isEmpty()) {
                return node;
            }
            node = child.get();
        }
        return node;
    }

    private MemoryNode written(MemoryNode node, List<String> names, int depth, int domain, String value) {
        if (depth == names.size()) {
            return node.withValue(value, generation);
        }
        String name = names.get(depth);
        MemoryNode child = node.child(name).orElseGet(() -> MemoryNode.empty(inherited(node, domain), generation));
        return node.withChild(name, written(child, names, depth + 1, domain, value), generation);
    }

    /** A guest owns what it makes; the rest comes from the parent. */
    private static List<String> inherited(MemoryNode parent, int domain) {
        List<String> permissions = new ArrayList<>(parent.permissions());
        if (domain != MemoryStore.DOM0) {
            permissions.set(0, permissions.getFirst().charAt(0) + Integer.toString(domain));
        }
        return List.copyOf(permissions);
    }

    private MemoryNode replaced(MemoryNode node, List<String> names, int depth, @Nullable MemoryNode by) {
        String name = names.get(depth);
        if (depth == names.size() - 1) {
            return node.withChild(name, by, generation);
        }
        MemoryNode child = node.child(name).orElseThrow();
        return node.withChild(name, replaced(child, names, depth + 1, by), generation);
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>();
        int start = 1;
        while (start < path.length()) {
            int end = path.indexOf('/', start);
            end = end < 0 ? path.length() : end;
            names.add(path.substring(start, end));
            start = end + 1;
        }
        return names;
    }

    /** What the store answers instead of doing as asked. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        private final transient StoreError error;

        Refusal(StoreError error) {
            super(error.name(), null, false, false);
            this.error = error;
        }

        StoreError error() {
            return error;
        }
    }
}
