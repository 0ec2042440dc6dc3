package io.xenscribe.xenstore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store daemon at the other end of a {@link Transport}.
 *
 * <p>Requests that cannot be sent, for a bad path or a value that is too long, are refused here in the same way as by the
 * daemon. An answer that does not come in time, a closed connection or bytes that make no sense end the client: every call
 * then throws an exception without a {@link XenstoreException#refusal}, and a new client has to be made. Only where the
 * xenbus device blocks, while the daemon has not answered a WATCH, can the calling thread not be freed; the others are.
 */
public final class XenstoreClient implements Xenstore {

    /** How long an answer may take unless told otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(5);

    /** How often a transaction is tried. */
    static final int ATTEMPTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(XenstoreClient.class);

    private final WatchTable watches = new WatchTable();
    private final Set<Thread> inTransaction = ConcurrentHashMap.newKeySet();
    private final Connection connection;
    private final DaemonTree tree;

    public XenstoreClient(Transport transport) {
        this(transport, LIMIT);
    }

    /**
     * Takes over {@code transport} and closes it.
     *
     * @param limit how long an answer may take
     */
    public XenstoreClient(Transport transport, Duration limit) {
        this.connection = new Connection(transport, watches, limit);
        this.tree = new DaemonTree(connection, DaemonTree.OUTSIDE);
    }

    @Override
    public Optional<String> read(String path) throws XenstoreException {
        return tree.read(path);
    }

    @Override
    public List<String> list(String path) throws XenstoreException {
        return tree.list(path);
    }

    @Override
    public List<String> permissions(String path) throws XenstoreException {
        return tree.permissions(path);
    }

    @Override
    public void write(String path, String value) throws XenstoreException {
        tree.write(path, value);
    }

    @Override
    public void remove(String path) throws XenstoreException {
        tree.remove(path);
    }

    @Override
    public List<Outcome> perform(List<Request> requests) throws XenstoreException {
        return tree.perform(requests);
    }

    @Override
    public <T> T transaction(Work<T> work) throws XenstoreException {
        if (!inTransaction.add(Thread.currentThread())) {
            throw XenstoreException.refused("a transaction within a transaction", StoreError.EBUSY);
        }
        try {
            for (int attempt = 1; ; attempt++) {
                DaemonTree snapshot = start();
                T result = runIn(snapshot, work);
                Call commit = end(snapshot, "T");
                if (!commit.refused(StoreError.EAGAIN) || attempt == ATTEMPTS) {
                    commit.require();
                    return result;
                }
            }
        } finally {
            inTransaction.remove(Thread.currentThread());
        }
    }

    private DaemonTree start() throws XenstoreException {
        Call call = connection.ask(new Call(Operation.TRANSACTION_START, DaemonTree.OUTSIDE, "", Message.payload("")));
        String id = call.text();
        int transaction = number(id);
        if (transaction == DaemonTree.OUTSIDE) {
            throw XenstoreException.refused("TRANSACTION_START, answered by '" + id + "'", StoreError.EIO);
        }
        return new DaemonTree(connection, transaction);
    }

    /** Of 32 bits; what is none stands outside of every transaction. */
    private static int number(String id) {
        try {
            return Integer.parseUnsignedInt(id);
        } catch (NumberFormatException none) {
            return DaemonTree.OUTSIDE;
        }
    }

    private <T> T runIn(DaemonTree snapshot, Work<T> work) throws XenstoreException {
        boolean done = false;
        try {
            T result = work.run(snapshot);
            done = true;
            return result;
        } finally {
            if (!done) {
                abort(snapshot);
            }
        }
    }

    private void abort(DaemonTree snapshot) {
        try {
            Call _ = end(snapshot, "F");
        } catch (XenstoreException e) {
            LOG.debug("a transaction was not aborted", e);
        }
    }

    private Call end(DaemonTree snapshot, String verdict) throws XenstoreException {
        snapshot.finish();
        return connection.ask(
                new Call(Operation.TRANSACTION_END, snapshot.transaction(), "", Message.payload(verdict)));
    }

    @Override
    public Watch watch(String path, WatchListener listener) throws XenstoreException {
        StorePath.check(Operation.WATCH, path);
        String token = watches.add(path, listener);
        boolean done = false;
        try {
            connection.ask(watchCall(Operation.WATCH, path, token)).require();
            done = true;
            return () -> unwatch(path, token);
        } finally {
            if (!done) {
                watches.remove(token);
            }
        }
    }

    private void unwatch(String path, String token) {
        if (!watches.remove(token)) {
            return;
        }
        try {
            connection.ask(watchCall(Operation.UNWATCH, path, token)).require();
        } catch (XenstoreException e) {
            LOG.debug("the watch on {} was not ended", path, e);
        }
    }

    private static Call watchCall(Operation operation, String path, String token) {
        return new Call(operation, DaemonTree.OUTSIDE, path, Message.payload(path, token));
    }

    @Override
    public boolean await(Duration limit) throws XenstoreException {
        return connection.await(limit);
    }

    @Override
    public void wake() {
        connection.wake();
    }

    @Override
    public String where() {
        return connection.where();
    }

    @Override
    public void close() {
        watches.clear();
        connection.close();
    }
}
