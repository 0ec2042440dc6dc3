package io.xenscribe.publish;

import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one look at the guest's home told. A node that is not there and one that could not be read are different things: a
 * refusal may say something of the node or only of the moment, and nobody can tell which.
 *
 * @param nodes those that were read, with their values
 * @param refused the names of those that were not, and what the store said
 * @param refusal what the store said when not even the names are known
 */
record HomeReading(Map<String, String> nodes, Map<String, String> refused, Optional<String> refusal) {

    /** @throws XenstoreException when the store does not answer */
    static HomeReading of(StoreTree store) throws XenstoreException {
        try {
            Optional<String> domain = store.read("domid");
            // The home itself has no relative path.
            List<String> names = domain.isPresent() ? store.list("/local/domain/" + domain.get()) : List.of();
            return of(store, names);
        } catch (XenstoreException refusal) {
            throwUnlessRefused(refusal);
            return new HomeReading(Map.of(), Map.of(), Optional.of(reason(refusal)));
        }
    }

    private static HomeReading of(StoreTree store, List<String> names) throws XenstoreException {
        Map<String, String> nodes = new TreeMap<>();
        Map<String, String> refused = new TreeMap<>();
        for (String name : new TreeSet<>(names)) {
            if (nodes.size() < StoreFacts.MOST_NODES) {
                try {
                    Optional<String> value = store.read(name);
                    if (value.isPresent()) {
                        nodes.put(name, StoreFacts.limited(value.get()));
                    }
                } catch (XenstoreException refusal) {
                    throwUnlessRefused(refusal);
                    refused.put(name, reason(refusal));
                }
            }
        }
        return new HomeReading(nodes, refused, Optional.empty());
    }

    private static String reason(XenstoreException refusal) {
        return String.valueOf(refusal.getMessage());
    }

    private static void throwUnlessRefused(XenstoreException failure) throws XenstoreException {
        if (failure.refusal().isEmpty()) {
            throw failure;
        }
    }

    /** What the store said to a question that can make a difference to the choice or its mappings; nothing as a rule. */
    Optional<String> refusal(MappingChoice choice) {
        for (Map.Entry<String, String> node : refused.entrySet()) {
            if (choice.heeds(StoreFacts.NAME, node.getKey())) {
                return Optional.of(node.getValue());
            }
        }
        return refusal;
    }

    /** What is known now: what could not be read is as it was. */
    StoreFacts after(StoreFacts former) {
        if (refusal.isPresent()) {
            return former;
        }
        Map<String, String> home = new TreeMap<>(nodes);
        for (String name : refused.keySet()) {
            String value = former.home().get(name);
            if (value != null) {
                home.put(name, value);
            }
        }
        return new StoreFacts(home);
    }
}
