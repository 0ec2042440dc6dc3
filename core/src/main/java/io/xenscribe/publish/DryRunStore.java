package io.xenscribe.publish;

import io.xenscribe.json.JsonWriter;
import io.xenscribe.xenstore.Outcome;
import io.xenscribe.xenstore.Request;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that is only read: changes are printed, one a line, values as in JSON, and taken as made. */
public final class DryRunStore implements Xenstore {

    private final Xenstore store;
    private final PrintStream out;

    public DryRunStore(Xenstore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    @Override
    public void write(String path, String value) {
        out.println("+ " + path + " = " + new JsonWriter().value(value));
    }

    @Override
    public void remove(String path) {
        out.println("- " + path);
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        List<Request> reads = new ArrayList<>();
        for (Request request : requests) {
            if (request instanceof Request.Read || request instanceof Request.Children) {
                reads.add(request);
            }
        }
        List<Outcome> answers = reads.isEmpty() ? List.of() : store.perform(reads);
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        int read = 0;
        for (Request request : requests) {
            switch (request) {
                case Request.Write(String path, String value) -> write(path, value);
                case Request.Remove(String path) -> remove(path);
                case Request.Read _, Request.Children _ -> {
                    outcomes.add(answers.get(read++));
                    continue;
                }
            }
            outcomes.add(new Outcome.Done());
        }
        return outcomes;
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        return work.run(this);
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return store.read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return store.list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return store.permissions(path);
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        return store.watch(path, listener);
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        return store.await(limit);
    }

    @Override
    public void wake() {
        store.wake();
    }

    @Override
    public String where() {
        return store.where() + " (dry run)";
    }

    @Override
    public void close() {
        store.close();
    }
}
