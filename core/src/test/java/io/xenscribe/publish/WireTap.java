package io.xenscribe.publish;

import io.xenscribe.xenstore.Failures;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A connection that keeps what is asked of it to change, and can be cut. */
final class WireTap extends StoreInFront {

    private final List<String> changes;
    private final Consumer<List<Request>> asked;
    private volatile boolean isCut;
    private volatile boolean cutsAfterNextChange;

    /**
     * Taps {@code store}.
     *
     * @param changes takes {@code path = value}, {@code rm path}, {@code begin} and {@code end}
     * @param asked told of requests that were sent, within transactions too
     */
    WireTap(Xenstore store, List<String> changes, Consumer<List<Request>> asked) {
        super(store);
        this.changes = changes;
        this.asked = asked;
    }

    /** The daemon goes away. */
    void cut() {
        isCut = true;
        wake();
    }

    /** The daemon goes away when it has done the next changes, before it answers. */
    void cutAfterNextChange() {
        cutsAfterNextChange = true;
    }

    @Override
    Xenstore behind() throws XenstoreException {
        if (isCut) {
            throw Failures.unavailable("the daemon hung up");
        }
        return super.behind();
    }

    @Override
    List<Outcome> perform(StoreTree tree, List<Request> requests) throws XenstoreException {
        boolean isChange = false;
        for (Request request : requests) {
            if (request instanceof Request.Write(String path, String value)) {
                changes.add(path + " = " + value);
                isChange = true;
            } else if (request instanceof Request.Remove(String path)) {
                changes.add("rm " + path);
                isChange = true;
            }
        }
        List<Outcome> outcomes = super.perform(tree, requests);
        if (isChange && cutsAfterNextChange) {
            cut();
        }
        asked.accept(requests);
        Xenstore _ = behind();
        return outcomes;
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        return super.transaction(tree -> {
            changes.add("begin");
            T result = work.run(tree);
            changes.add("end");
            return result;
        });
    }

    @Override
    void write(StoreTree tree, String path, String value) throws XenstoreException {
        changes.add(path + " = " + value);
        super.write(tree, path, value);
    }

    @Override
    void remove(StoreTree tree, String path) throws XenstoreException {
        changes.add("rm " + path);
        super.remove(tree, path);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        boolean woken = super.await(limit);
        Xenstore _ = behind();
        return woken;
    }
}
