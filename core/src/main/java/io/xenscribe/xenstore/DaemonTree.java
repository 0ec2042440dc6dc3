package io.xenscribe.xenstore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A daemon's tree over a {@link Connection}: as it is, or as one transaction sees it. */
final class DaemonTree implements StoreTree {

    /** The id that stands for no transaction. */
    static final int OUTSIDE = 0;

    /** How often a listing in parts starts over when others change the node meanwhile. */
    private static final int LISTINGS = 20;

    private final Connection connection;
    private final int transaction;
    private volatile boolean over;

    DaemonTree(Connection connection, int transaction) {
        this.connection = connection;
        this.transaction = transaction;
    }

    int transaction() {
        return transaction;
    }

    /** From now on it refuses; the daemon may give the transaction's id to another. */
    void finish() {
        over = true;
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        Call call = connection.ask(call(Operation.READ, path));
        return call.refused(StoreError.ENOENT) ? Optional.empty() : Optional.of(call.value());
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        Call call = connection.ask(call(Operation.DIRECTORY, path));
        return call.refused(StoreError.ENOENT) ? List.of() : names(call, path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return connection.ask(call(Operation.GET_PERMS, path)).parts();
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        connection.ask(write(new Request.Write(path, value))).require();
    }

    @Override
    public void remove(String path) throws XenstoreException {
        Call call = connection.ask(call(Operation.RM, path));
        if (!call.refused(StoreError.ENOENT)) {
            call.require();
        }
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        List<Step> steps = new ArrayList<>(requests.size());
        for (Request request : requests) {
            steps.add(begin(request));
        }
        List<Outcome> outcomes = new ArrayList<>(requests.size());
        for (Step step : steps) {
            outcomes.add(finish(step));
        }
        return outcomes;
    }

    /** A request that is under way, or was refused before it could be. */
    private sealed interface Step {
        record Sent(Request request, Call call) implements Step {}

        record Over(Outcome outcome) implements Step {}
    }

    private Step begin(Request request) throws XenstoreException {
        try {
            Call call = call(request);
            connection.send(call);
            return new Step.Sent(request, call);
        } catch (XenstoreException e) {
            return new Step.Over(Outcome.refused(e));
        }
    }

    private Call call(Request request) throws XenstoreException {
        if (request instanceof Request.Write write) {
            return write(write);
        } else if (request instanceof Request.Read) {
            return call(Operation.READ, request.path());
        } else if (request instanceof Request.Children) {
            return call(Operation.DIRECTORY, request.path());
        }
        return call(Operation.RM, request.path());
    }

    private Outcome finish(Step step) throws XenstoreException {
        if (!(step instanceof Step.Sent(Request request, Call call))) {
            return ((Step.Over) step).outcome();
        }
        connection.answer(call);
        try {
            return outcome(request, call);
        } catch (XenstoreException e) {
            return Outcome.refused(e);
        }
    }

    private Outcome outcome(Request request, Call call) throws XenstoreException {
        boolean absent = call.refused(StoreError.ENOENT);
        if (request instanceof Request.Write) {
            return done(call);
        } else if (request instanceof Request.Remove) {
            return absent ? new Outcome.Done() : done(call);
        } else if (absent) {
            return new Outcome.Absent();
        }
        return request instanceof Request.Children(String path)
                ? new Outcome.Names(names(call, path))
                : new Outcome.Value(call.value());
    }

    private static Outcome done(Call call) throws XenstoreException {
        call.require();
        return new Outcome.Done();
    }

    private Call write(Request.Write request) throws XenstoreException {
        check(Operation.WRITE, request.path());
        byte[] value = request.value().getBytes(StandardCharsets.UTF_8);
        return new Call(Operation.WRITE, transaction, request.path(), Message.payload(request.path(), value));
    }

    private Call call(Operation operation, String path) throws XenstoreException {
        check(operation, path);
        return new Call(operation, transaction, path, Message.payload(path));
    }

    private void check(Operation operation, String path) throws XenstoreException {
        if (over) {
            throw new IllegalStateException("this transaction is over");
        }
        StorePath.check(operation, path);
    }

    /** The names in the answer to a DIRECTORY; asks again, piece by piece, when they are too many for one. */
    private List<String> names(Call directory, String path) throws XenstoreException {
        return directory.refused(StoreError.E2BIG) ? listInParts(path) : directory.parts();
    }

    /** Starts over when the node changed between two parts, of which its generation tells. */
    private List<String> listInParts(String path) throws XenstoreException {
        for (int i = 0; i < LISTINGS; i++) {
            Optional<List<String>> names = listGeneration(path);
            if (names.isPresent()) {
                return names.get();
            }
        }
        throw XenstoreException.refused("DIRECTORY " + path + ", in parts", StoreError.EAGAIN);
    }

    /** The C daemon ends the last part with an empty name. */
    private Optional<List<String>> listGeneration(String path) throws XenstoreException {
        List<String> names = new ArrayList<>();
        String generation = "";
        int offset = 0;
        while (true) {
            List<String> parts = part(path, offset);
            if (parts.isEmpty() || (offset > 0 && !parts.get(0).equals(generation))) {
                return Optional.empty();
            }
            generation = parts.get(0);
            for (String name : parts.subList(1, parts.size())) {
                if (name.isEmpty()) {
                    return Optional.of(names);
                }
                names.add(name);
                offset += name.length() + 1;
            }
            if (parts.size() == 1) {
                return Optional.of(names);
            }
        }
    }

    private List<String> part(String path, int offset) throws XenstoreException {
        byte[] payload = Message.payload(path, Integer.toString(offset));
        Call call = connection.ask(new Call(Operation.DIRECTORY_PART, transaction, path, payload));
        if (call.refused(StoreError.ENOSYS) || call.refused(StoreError.E2BIG) || call.refused(StoreError.EINVAL)) {
            throw XenstoreException.refused(
                    "DIRECTORY " + path + ": the names of the children take more than " + MessageEncoder.PAYLOAD_LIMIT
                            + " bytes, and this daemon cannot send them in parts",
                    StoreError.E2BIG);
        }
        return call.parts();
    }
}
