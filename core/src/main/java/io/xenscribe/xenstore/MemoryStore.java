package io.xenscribe.xenstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store daemon in memory with one guest, whose home a toolstack has made. Its limits are those of oxenstored. Safe for
 * any thread.
 */
public final class MemoryStore {

    /** How many nodes a guest may own unless told otherwise. */
    public static final int NODE_QUOTA = 1000;

    static final int DOM0 = 0;

    private final Toolstack toolstack;
    private final int domain;
    private final MemoryTree tree;
    private final List<MemoryXenstore> connections = new ArrayList<>();

    /** @param domain the guest's domain id, over 0 */
    public MemoryStore(Toolstack toolstack, int domain) {
        this(toolstack, domain, NODE_QUOTA);
    }

    /** @param nodeQuota how many nodes the guest may own, those included that the toolstack made for it */
    public MemoryStore(Toolstack toolstack, int domain, int nodeQuota) {
        this.toolstack = toolstack;
        this.domain = domain;
        this.tree = new MemoryTree(MemoryNode.empty(List.of("n0"), 0), 0, nodeQuota);
        makeHome();
    }

    /** A new connection of the guest's: relative paths start at its home. */
    public MemoryXenstore guest() {
        return connect(domain);
    }

    /** A new connection of dom0's, which may do anything anywhere. */
    public MemoryXenstore dom0() {
        return connect(DOM0);
    }

    /** What the guest sees after a migration: a fresh home, and every watch of its fires once. */
    public synchronized void resume() {
        for (String child : tree.find(home(domain))
                .map(MemoryNode::children)
                .orElse(Map.of())
                .keySet()) {
            allowed(() -> tree.remove(DOM0, home(domain) + "/" + child));
        }
        makeHome();
        for (MemoryXenstore connection : connections) {
            connection.resumed();
        }
    }

    static String home(int domain) {
        return "/local/domain/" + domain;
    }

    static String absolute(int domain, String path) {
        return path.startsWith("/") ? path : home(domain) + "/" + path;
    }

    private synchronized MemoryXenstore connect(int of) {
        MemoryXenstore connection = new MemoryXenstore(this, of);
        connections.add(connection);
        return connection;
    }

    synchronized void disconnect(MemoryXenstore connection) {
        connections.remove(connection);
    }

    /** The tree as it is. */
    MemoryView view(int of) {
        return new MemoryView(of, this, tree, _ -> {}, this::tell);
    }

    private void tell(MemoryTree.Change change) {
        for (MemoryXenstore connection : connections) {
            connection.changed(change);
        }
    }

    synchronized Transaction begin(int of) {
        return new Transaction(of, tree.copy());
    }

    /** A snapshot, what was looked at in it, and what was changed. */
    final class Transaction {

        private final int of;
        private final MemoryTree snapshot;
        private final Map<String, Long> seen = new HashMap<>();
        private final List<MemoryTree.Change> changes = new ArrayList<>();
        private boolean over;

        private Transaction(int of, MemoryTree snapshot) {
            this.of = of;
            this.snapshot = snapshot;
        }

        MemoryView view() {
            return new MemoryView(of, MemoryStore.this, snapshot.copy(), this::look, changes::add);
        }

        private void look(String path) {
            if (over) {
                throw new IllegalStateException("this transaction is over");
            }
            seen.putIfAbsent(path, snapshot.generation(path));
        }

        /** From now on its view refuses. */
        void finish() {
            synchronized (MemoryStore.this) {
                over = true;
            }
        }

        /** Nothing when all of it was done; otherwise why none was. */
        Optional<StoreError> commit() {
            synchronized (MemoryStore.this) {
                for (Map.Entry<String, Long> entry : seen.entrySet()) {
                    if (tree.generation(entry.getKey()) != entry.getValue()) {
                        return Optional.of(StoreError.EAGAIN);
                    }
                }
                return tree.apply(of, changes, MemoryStore.this::tell);
            }
        }
    }

    private void makeHome() {
        String home = home(domain);
        List<String> readable = List.of("n0", "r" + domain);
        make(home, "", readable);
        for (String directory : toolstack.readable()) {
            make(home + "/" + directory, "", readable);
        }
        for (String directory : toolstack.writable()) {
            make(home + "/" + directory, "", List.of("n" + domain));
        }
        make(home + "/domid", Integer.toString(domain), readable);
        make(home + "/name", "guest", readable);
        if (toolstack == Toolstack.XAPI) {
            make(home + "/unique-domain-id", "00000000-0000-4000-8000-000000000000", readable);
        }
        make("/local/domain/0/backend", "", List.of("n0"));
    }

    private void make(String path, String value, List<String> permissions) {
        allowed(() -> tree.write(DOM0, path, value));
        tree.permit(path, permissions);
    }

    @FunctionalInterface
    private interface Step {
        Object run() throws MemoryTree.Refusal;
    }

    private static void allowed(Step step) {
        try {
            Object _ = step.run();
        } catch (MemoryTree.Refusal e) {
            throw new IllegalStateException("dom0 is never refused", e);
        }
    }
}
