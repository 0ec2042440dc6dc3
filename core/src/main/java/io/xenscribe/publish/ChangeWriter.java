package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Key;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends changes in order: those of one unit in one transaction, so that dom0 never sees half of them, lone ones as plain
 * requests. A transaction that the store refuses is done again key by key, so that what it takes is there.
 */
final class ChangeWriter {

    /** oxenstored limits a transaction to 1024 requests, and long ones conflict more. */
    private static final int TRANSACTION_LIMIT = 200;

    private final Xenstore store;
    private final Result result;

    /** Is told what became of each change, in order. */
    interface Result {
        void accepted(Change change);

        void refused(Change change, StoreError error);
    }

    ChangeWriter(Xenstore store, Result result) {
        this.store = store;
        this.result = result;
    }

    void write(List<Change> changes) throws XenstoreException {
        List<Change> lone = new ArrayList<>();
        int from = 0;
        while (from < changes.size()) {
            int to = endOfUnit(changes, from);
            if (to - from == 1) {
                lone.add(changes.get(from));
            } else {
                writeEach(lone);
                lone = new ArrayList<>();
                for (int part = from; part < to; part += TRANSACTION_LIMIT) {
                    writeTogether(changes.subList(part, Math.min(to, part + TRANSACTION_LIMIT)));
                }
            }
            from = to;
        }
        writeEach(lone);
    }

    private static int endOfUnit(List<Change> changes, int from) {
        String unit = changes.get(from).unit();
        int to = from + 1;
        while (to < changes.size() && changes.get(to).unit().equals(unit)) {
            to++;
        }
        return to;
    }

    private void writeTogether(List<Change> unit) throws XenstoreException {
        try {
            store.transaction(tree -> requireAllDone(unit, tree.perform(requests(unit))));
        } catch (XenstoreException failure) {
            if (failure.refusal().isEmpty()) {
                throw failure;
            }
            writeEach(unit);
            return;
        }
        unit.forEach(result::accepted);
    }

    private void writeEach(List<Change> changes) throws XenstoreException {
        if (changes.isEmpty()) {
            return;
        }
        List<Outcome> outcomes = store.perform(requests(changes));
        for (int i = 0; i < changes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Refused(StoreError error, String _)) {
                result.refused(changes.get(i), error);
            } else {
                result.accepted(changes.get(i));
            }
        }
    }

    /** Throwing is how a transaction is given up. */
    private static List<Outcome> requireAllDone(List<Change> changes, List<Outcome> outcomes) throws XenstoreException {
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Refused(StoreError error, String _)) {
                throw XenstoreException.refused(changes.get(i).path(), error);
            }
        }
        return outcomes;
    }

    private static List<Request> requests(List<Change> changes) {
        List<Request> requests = new ArrayList<>(changes.size());
        for (Change change : changes) {
            requests.add(
                    change instanceof Change.Write(Key key)
                            ? new Request.Write(key.path(), key.value())
                            : new Request.Remove(change.path()));
        }
        return requests;
    }
}
