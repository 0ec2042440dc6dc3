package io.xenscribe.publish;

import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts that no collector gives: {@code agent} and {@code store}. For one thread. */
final class BuiltInFacts {

    /**
     * So often a store that refuses is asked for its own sake, which takes about two minutes; then what it tells counts,
     * and it is asked along with whatever else is to be done.
     */
    static final int MOST_ATTEMPTS = 8;

    private final AgentIdentity identity;
    private AgentFacts agent;
    /** Null until the store has told, or has refused for long. */
    private @Nullable StoreFacts store;

    private boolean storeIsKnown;
    private boolean storeIsAwaited;
    /** How often in a row the store refused what matters, and what it said at last. */
    private int refusals;

    private Optional<String> refusal = Optional.empty();
    private final GrowingPause again = new GrowingPause(Duration.ofSeconds(1), Duration.ofMinutes(10));

    BuiltInFacts(AgentIdentity identity) {
        this.identity = identity;
        this.agent = AgentFacts.of(identity, Instant.now(), 0, 0);
    }

    void renewAgent(long writes, long errors) {
        agent = AgentFacts.of(identity, Instant.now(), writes, errors);
    }

    /** There is another connection, another host, or another choice: what the store holds must be read again. */
    void doubtStore() {
        storeIsKnown = false;
        refusals = 0;
        again.reset();
    }

    /**
     * Reads what the store holds, unless {@code choice} does not use it, all of it that matters is known, or a pause after
     * a refusal is not over. What cannot be read is as it was: to take it for absent could choose another mapping and
     * remove the keys of this one.
     *
     * @param now by the clock of {@link System#nanoTime}
     * @return whether that has changed
     */
    boolean learnStore(StoreTree tree, MappingChoice choice, long now) throws XenstoreException {
        if (!choice.uses(StoreFacts.NAME)) {
            storeIsAwaited = false;
            refusal = Optional.empty();
            return false;
        }
        boolean isPaused = refusals > 0 && !again.isOver(now);
        return !storeIsKnown && !isPaused && take(HomeReading.of(tree), choice, now);
    }

    private boolean take(HomeReading reading, MappingChoice choice, long now) {
        refusal = reading.refusal(choice);
        storeIsKnown = refusal.isEmpty();
        if (storeIsKnown) {
            refusals = 0;
            again.reset();
        } else {
            refusals++;
            Duration _ = again.begin(now);
        }
        StoreFacts former = store;
        storeIsAwaited = former == null && !storeIsKnown && refusals < MOST_ATTEMPTS;
        if (storeIsAwaited) {
            return false;
        }
        StoreFacts latest = reading.after(former == null ? StoreFacts.NOTHING : former);
        store = latest;
        return !latest.equals(former);
    }

    /** What the store said last to a question that matters and that it has not answered since. */
    Optional<String> refusal() {
        return refusal;
    }

    /** How long until the store is to be asked again. */
    long nanosUntilDue(long now) {
        return refusals > 0 && refusals < MOST_ATTEMPTS ? again.nanosLeft(now) : Long.MAX_VALUE;
    }

    /** The snapshot of collectors; {@code store} is pending, too, when nothing is known of it yet. */
    FactSnapshot awaited(FactSnapshot snapshot) {
        if (!storeIsAwaited) {
            return snapshot;
        }
        Set<String> pending = new HashSet<>(snapshot.pending());
        pending.add(StoreFacts.NAME);
        return new FactSnapshot(snapshot.facts(), pending);
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
