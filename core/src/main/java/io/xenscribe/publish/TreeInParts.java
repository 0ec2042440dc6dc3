package io.xenscribe.publish;

import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a few things at a time and shows a sign of life after each, so that a store that is slow, but answers, is not
 * taken for a publisher that is stuck. For the
 * publisher's thread.
 */
class TreeInParts implements StoreTree {

    /** As many as are under way at a time at most, so that nothing takes longer for it. */
    private static final int PART = 10;

    private final StoreTree tree;
    private final Reporting reporting;

    TreeInParts(StoreTree tree, Reporting reporting) {
        this.tree = tree;
        this.reporting = reporting;
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += PART) {
            outcomes.addAll(tree.perform(requests.subList(from, Math.min(requests.size(), from + PART))));
            reporting.alive();
        }
        return outcomes;
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        Optional<String> value = tree.read(path);
        reporting.alive();
        return value;
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        List<String> names = tree.list(path);
        reporting.alive();
        return names;
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        List<String> permissions = tree.permissions(path);
        reporting.alive();
        return permissions;
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        tree.write(path, value);
        reporting.alive();
    }

    @Override
    public void remove(String path) throws XenstoreException {
        tree.remove(path);
        reporting.alive();
    }
}
