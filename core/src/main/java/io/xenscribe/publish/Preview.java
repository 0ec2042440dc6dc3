package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.Mapping;
import io.xenscribe.mapping.Warning;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the publisher would do with certain facts, without doing it. */
public final class Preview {

    private final Mapping mapping;
    private final Map<String, Record> facts;
    private final Evaluation wanted;
    private final Published published;

    /**
     * Evaluates the mapping.
     *
     * @param file what the running agent remembers, if there is one
     */
    public Preview(Mapping mapping, Map<String, Record> facts, PublishedFile file, AgentIdentity agent) {
        this.mapping = mapping;
        this.published = file.read();
        this.facts = new HashMap<>(facts);
        this.facts.putIfAbsent(AgentFacts.NAME, AgentFacts.of(agent, Instant.now(), 0, 0));
        this.wanted = mapping.evaluate(this.facts, Set.of(), published.slots());
    }

    /** All keys, the commit keys last. */
    public List<Key> keys() {
        List<Key> keys = new ArrayList<>(wanted.tree().keys().values());
        for (CommitKey key : wanted.commit()) {
            keys.add(key.key());
        }
        return keys;
    }

    public List<Warning> warnings() {
        return wanted.warnings();
    }

    /**
     * What would be written and removed, apart from commit keys. Numbers that no file remembers are found in the store, as
     * at a start.
     *
     * @throws XenstoreException when the store cannot be read
     */
    public List<Change> changes(StoreTree store) throws XenstoreException {
        StoreImage image = new StoreImage();
        image.learn(store, wanted.tree(), published.paths());
        KeyTree tree = wanted.tree();
        if (published.slots().scopes().isEmpty()) {
            tree = mapping.evaluate(facts, Set.of(), mapping.recoverSlots(facts, image.held()))
                    .tree();
            image.learn(store, tree, published.paths());
        }
        return tree.diff(image.held(), published.paths());
    }
}
