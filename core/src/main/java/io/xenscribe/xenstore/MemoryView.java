package io.xenscribe.xenstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What one domain sees of a tree in memory and does to it, with the checks that {@link DaemonTree} makes. */
final class MemoryView implements StoreTree {

    /** That of the xenbus device, so that what passes here passes there. */
    private static final int PAYLOAD_LIMIT = 4080;

    private final int domain;
    private final Object lock;
    private final MemoryTree tree;
    private final Consumer<String> touched;
    private final Consumer<MemoryTree.Change> changed;

    /**
     * @param lock held whenever the tree is used
     * @param touched told of every path that is looked at or changed, before it is
     * @param changed told of every change that was made
     */
    MemoryView(
            int domain, Object lock, MemoryTree tree, Consumer<String> touched, Consumer<MemoryTree.Change> changed) {
        this.domain = domain;
        this.lock = lock;
        this.tree = tree;
        this.touched = touched;
        this.changed = changed;
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return node(Operation.READ, path).map(MemoryNode::value);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return node(Operation.DIRECTORY, path)
                .map(node -> List.copyOf(node.children().keySet()))
                .orElse(List.of());
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return node(Operation.GET_PERMS, path)
                .orElseThrow(() -> XenstoreException.refused(Operation.GET_PERMS + " " + path, StoreError.ENOENT))
                .permissions();
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        int size = Message.payload(path, value.getBytes(StandardCharsets.UTF_8)).length;
        if (size > PAYLOAD_LIMIT) {
            throw XenstoreException.refused(
                    "WRITE " + path + " takes " + size + " bytes and " + PAYLOAD_LIMIT + " is the limit",
                    StoreError.E2BIG);
        }
        change(Operation.WRITE, path, () -> Optional.of(tree.write(domain, absolute(path), value)));
    }

    @Override
    public void remove(String path) throws XenstoreException {
        change(Operation.RM, path, () -> tree.remove(domain, absolute(path)));
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        for (Request request : requests) {
            outcomes.add(perform(request));
        }
        return outcomes;
    }

    private Outcome perform(Request request) throws XenstoreException {
        try {
            if (request instanceof Request.Write(String path, String value)) {
                write(path, value);
                return new Outcome.Done();
            } else if (request instanceof Request.Remove(String path)) {
                remove(path);
                return new Outcome.Done();
            } else if (request instanceof Request.Read(String path)) {
                return read(path).<Outcome>map(Outcome.Value::new).orElseGet(Outcome.Absent::new);
            }
            return node(Operation.DIRECTORY, request.path())
                    .<Outcome>map(node ->
                            new Outcome.Names(List.copyOf(node.children().keySet())))
                    .orElseGet(Outcome.Absent::new);
        } catch (XenstoreException e) {
            return Outcome.refused(e);
        }
    }

    private Optional<MemoryNode> node(Operation operation, String path) throws XenstoreException {
        StorePath.check(operation, path);
        synchronized (lock) {
            try {
                touched.accept(absolute(path));
                return tree.read(domain, absolute(path));
            } catch (MemoryTree.Refusal e) {
                throw XenstoreException.refused(operation + " " + path, e.error());
            }
        }
    }

    /** One change of the tree, which is nothing when there was nothing to change. */
    @FunctionalInterface
    private interface Step {
        Optional<MemoryTree.Change> run() throws MemoryTree.Refusal;
    }

    private void change(Operation operation, String path, Step step) throws XenstoreException {
        StorePath.check(operation, path);
        synchronized (lock) {
            try {
                touched.accept(absolute(path));
                step.run().ifPresent(changed);
            } catch (MemoryTree.Refusal e) {
                throw XenstoreException.refused(operation + " " + path, e.error());
            }
        }
    }

    private String absolute(String path) {
        return MemoryStore.absolute(domain, path);
    }
}
