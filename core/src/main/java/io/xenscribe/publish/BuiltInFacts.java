package io.xenscribe.publish;

import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts that no collector gives: {@code agent} and {@code store}. For one thread. */
final class BuiltInFacts {

    private static final StoreFacts NOTHING = new StoreFacts(Map.of());

    private final AgentIdentity identity;
    private AgentFacts agent;
    private @Nullable StoreFacts store;
    private boolean storeIsKnown;

    BuiltInFacts(AgentIdentity identity) {
        this.identity = identity;
        this.agent = AgentFacts.of(identity, Instant.now(), 0, 0);
    }

    void renewAgent(long writes, long errors) {
        agent = AgentFacts.of(identity, Instant.now(), writes, errors);
    }

    /** There is another connection, or another host: what the store holds must be read again. */
    void doubtStore() {
        storeIsKnown = false;
    }

    /**
     * Reads what the store holds, unless it is known. A store that cannot tell at present holds what it did, and is
     * asked again: to take it for empty could choose another mapping and remove the keys of this one.
     *
     * @return whether that has changed
     */
    boolean learnStore(StoreTree tree) throws XenstoreException {
        if (storeIsKnown) {
            return false;
        }
        StoreFacts former = store;
        StoreFacts latest = former;
        try {
            latest = StoreFacts.read(tree);
            storeIsKnown = true;
        } catch (XenstoreException passing) {
            if (passing.refusal().isEmpty()) {
                throw passing;
            }
        }
        store = latest == null ? NOTHING : latest;
        return !store.equals(former);
    }

    /** The facts of collectors, and these. */
    Map<String, Record> with(Map<String, Record> facts) {
        Map<String, Record> all = new HashMap<>(facts);
        all.put(AgentFacts.NAME, agent);
        if (store != null) {
            all.put(StoreFacts.NAME, store);
        }
        return all;
    }
}
