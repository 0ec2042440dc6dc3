package io.xenscribe.xenstore;

import io.xenscribe.xenstore.Xenstore.WatchListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watches of one connection by their tokens, which mean nothing to anybody else. Safe for any thread. */
final class WatchTable {

    private static final Logger LOG = LoggerFactory.getLogger(WatchTable.class);

    private record Entry(String path, WatchListener listener) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    /** Returns the token. To be called before the daemon is asked, since the first event may come before its answer. */
    String add(String path, WatchListener listener) {
        String token = "w" + last.incrementAndGet();
        entries.put(token, new Entry(path, listener));
        return token;
    }

    /** Whether it was still there. */
    boolean remove(String token) {
        return entries.remove(token) != null;
    }

    /** No listener is called from now on, but for one that is being called. */
    void clear() {
        entries.clear();
    }

    /** Calls the listener that an event is for; passes over what is malformed or for a watch that has ended. */
    void dispatch(Message event) {
        List<String> parts = event.parts();
        if (parts.size() < 2) {
            LOG.debug("a malformed watch event: {}", parts);
            return;
        }
        String path = parts.get(0);
        Entry entry = entries.get(parts.get(1));
        if (entry == null || !StorePath.atOrBelow(path, entry.path())) {
            LOG.debug("a watch event for nobody: {}", parts);
            return;
        }
        tell(entry.listener(), path);
    }

    static void tell(WatchListener listener, String path) {
        try {
            listener.changed(path);
        } catch (RuntimeException e) {
            LOG.warn("whoever watches {} failed: {}", path, e.toString());
            LOG.debug("where it failed", e);
        }
    }
}
