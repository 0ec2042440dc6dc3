package io.xenscribe.host;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints each change of a part of the store: {@code path = "value"}, or {@code path is gone}. */
public final class ChangeLog {

    private static final Duration LONG = Duration.ofDays(365);

    private final Xenstore store;
    private final PrintStream out;
    private final Set<String> changed = new LinkedHashSet<>();

    /** Takes over {@code store}, to wait on it. */
    public ChangeLog(Xenstore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    /**
     * Watches {@code path} from now on; its first event, which no change causes, is not printed.
     *
     * @throws XenstoreException when the store refuses or does not answer
     */
    public void watch(String path) throws XenstoreException {
        store.watch(path, new Xenstore.WatchListener() {
            private boolean registered;

            @Override
            public void changed(String at) {
                if (registered) {
                    noteChange(at);
                }
                registered = true;
            }
        });
    }

    /**
     * Prints changes until nobody reads them any more.
     *
     * @throws XenstoreException when the connection is lost
     */
    public void print() throws XenstoreException {
        while (!out.checkError()) {
            store.await(LONG);
            for (String path : take()) {
                out.println(line(path));
            }
        }
    }

    private String line(String path) throws XenstoreException {
        try {
            return store.read(path)
                    .map(text -> path + " = \"" + OneLine.of(text) + "\"")
                    .orElse(path + " is gone");
        } catch (XenstoreException failure) {
            if (failure.refusal().isEmpty()) {
                throw failure;
            }
            return path + " has changed and may not be read";
        }
    }

    private synchronized void noteChange(String path) {
        changed.add(path);
        store.wake();
    }

    private synchronized List<String> take() {
        List<String> paths = new ArrayList<>(changed);
        changed.clear();
        return paths;
    }
}
