package io.xenscribe.host;

import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.io.PrintStream;

/** A part of the store as a tree, one node a line, children indented below their parent. */
public final class StoreListing {

    private final StoreTree store;
    private final PrintStream out;

    public StoreListing(StoreTree store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    /** Is shown one node after the other, parents first. */
    @FunctionalInterface
    public interface Visitor {
        void visit(String path, String value, int depth);
    }

    /**
     * The absolute path of the caller's home.
     *
     * @throws XenstoreException when the store does not tell
     */
    public static String home(StoreTree store) throws XenstoreException {
        return "/local/domain/" + store.read("domid").orElse("0");
    }

    /**
     * Prints what is below {@code path}.
     *
     * @throws XenstoreException when the store refuses {@code path} or does not answer
     */
    public void print(String path) throws XenstoreException {
        visit(path, (node, value, depth) -> {
            String name = node.substring(node.lastIndexOf('/') + 1);
            out.println("  ".repeat(depth) + name + " = \"" + OneLine.of(value) + "\"");
        });
    }

    /**
     * Goes through what is below {@code path}; what may not be read is passed over.
     *
     * @throws XenstoreException when the store refuses {@code path} or does not answer
     */
    public void visit(String path, Visitor visitor) throws XenstoreException {
        visit(path, 0, visitor);
    }

    private void visit(String path, int depth, Visitor visitor) throws XenstoreException {
        for (String name : store.list(path)) {
            String child = path.endsWith("/") ? path + name : path + "/" + name;
            try {
                visitor.visit(child, store.read(child).orElse(""), depth);
                visit(child, depth + 1, visitor);
            } catch (XenstoreException failure) {
                if (failure.refusal().isEmpty()) {
                    throw failure;
                }
            }
        }
    }
}
