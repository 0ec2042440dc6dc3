package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes back what the agent has published: for the removal of the package, while the agent does not run. */
public final class Withdrawal {

    private final PublishedFile file;

    private Withdrawal(PublishedFile file) {
        this.file = file;
    }

    /** Of the keys that {@code file} lists. */
    public static Withdrawal of(PublishedFile file) {
        return new Withdrawal(file);
    }

    /**
     * What became of it.
     *
     * @param removed how many keys and directories are gone
     * @param refused what the store kept and why, one line each; stays listed
     */
    public record Result(int removed, List<String> refused) {}

    /**
     * Removes the keys; nodes of others below them stay.
     *
     * @throws XenstoreException when the store does not answer
     */
    public Result from(Xenstore store) throws XenstoreException {
        Published published = file.read();
        StoreImage image = new StoreImage();
        image.learn(store, KeyTree.empty(), published.paths());
        Set<String> left = new HashSet<>();
        List<String> refused = new ArrayList<>();
        int[] removed = {0};
        new ChangeWriter(store, new ChangeWriter.Result() {
                    @Override
                    public void accepted(Change change) {
                        for (String node : image.held().keySet()) {
                            removed[0] += isAtOrBelow(node, change.path()) ? 1 : 0;
                        }
                    }

                    @Override
                    public void refused(Change change, StoreError error) {
                        for (String path : published.paths()) {
                            if (isAtOrBelow(path, change.path())) {
                                left.add(path);
                            }
                        }
                        refused.add(change.path() + ": " + error);
                    }
                })
                .write(KeyTree.empty().diff(image.held(), published.paths()));
        file.write(new Published(left, published.slots()));
        return new Result(removed[0], refused);
    }

    private static boolean isAtOrBelow(String path, String above) {
        return path.equals(above) || path.startsWith(above + "/");
    }
}
