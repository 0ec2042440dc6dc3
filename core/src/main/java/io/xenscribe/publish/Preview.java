package io.xenscribe.publish;

import io.xenscribe.mapping.Account;
import io.xenscribe.mapping.Background;
import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.Slots;
import io.xenscribe.mapping.Warning;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the publisher would do with certain facts, without doing it. */
public final class Preview {

    private final Mapping mapping;
    private final int nodes;
    private final Map<String, Record> facts;
    private final Published published;
    private final Slots slots;
    private final Room room = new Room();

    /** What there is room for. */
    private final Evaluation wanted;

    /**
     * Evaluates the mapping.
     *
     * @param nodes how many nodes the agent may have
     * @param file what the running agent remembers, if there is one
     */
    public Preview(Mapping mapping, int nodes, Map<String, Record> facts, PublishedFile file, AgentIdentity agent) {
        this(mapping, nodes, withAgent(facts, agent), file.read());
    }

    private Preview(Mapping mapping, int nodes, Map<String, Record> facts, Published published) {
        this(mapping, nodes, facts, published, published.slots());
    }

    private Preview(Mapping mapping, int nodes, Map<String, Record> facts, Published published, Slots slots) {
        this.mapping = mapping;
        this.nodes = nodes;
        this.facts = facts;
        this.published = published;
        this.slots = slots;
        room.limit(nodes);
        this.wanted = room.fit(mapping.evaluate(facts, Set.of(), slots));
    }

    private static Map<String, Record> withAgent(Map<String, Record> facts, AgentIdentity agent) {
        Map<String, Record> all = new HashMap<>(facts);
        all.putIfAbsent(AgentFacts.NAME, AgentFacts.of(agent, Instant.now(), 0, 0));
        return all;
    }

    /** All keys, the commit keys last. */
    public List<Key> keys() {
        List<Key> keys = new ArrayList<>(wanted.tree().keys().values());
        for (CommitKey key : wanted.commit()) {
            keys.add(key.key());
        }
        return keys;
    }

    /** What the mapping could not do, and what there is no room for; a line each. */
    public List<String> warnings() {
        List<String> texts = new ArrayList<>();
        for (Warning warning : wanted.warnings()) {
            texts.add(warning.text());
        }
        room.warning().ifPresent(texts::add);
        return texts;
    }

    /** Why a key that a rule makes is left out for want of room; nothing when it is not. */
    public Optional<String> leftOut(String path) {
        return room.leftOut(path);
    }

    /** What would be there. */
    public KeyTree tree() {
        return wanted.tree();
    }

    /** The paths that the agent made and has not removed. */
    public Set<String> published() {
        return published.paths();
    }

    /** What the rules have to do with a path. */
    public List<Account> accounts(String path, Background background) {
        return mapping.accounts(path, facts, slots, background);
    }

    /**
     * The same with the numbers that are found in the store, as at a start, if no file remembers any.
     *
     * @throws XenstoreException when the store cannot be read
     */
    public Preview recovered(StoreTree store) throws XenstoreException {
        if (!slots.scopes().isEmpty()) {
            return this;
        }
        StoreImage image = new StoreImage();
        image.learn(store, wanted.tree(), published.paths());
        return new Preview(mapping, nodes, facts, published, mapping.recoverSlots(facts, image.held()));
    }

    /**
     * What would be written and removed, apart from commit keys, with numbers as {@link #recovered} finds them.
     *
     * @throws XenstoreException when the store cannot be read
     */
    public List<Change> changes(StoreTree store) throws XenstoreException {
        Preview known = recovered(store);
        StoreImage image = new StoreImage();
        image.learn(store, known.tree(), published.paths());
        return known.room.ordered(known.tree().diff(image.held(), published.paths()));
    }
}
