package io.xenscribe.publish;

import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The built-in facts {@code store}: what a toolstack put into the guest's home. They are read when a connection is made
 * and after a resume, and never cause a pass.
 *
 * @param home the nodes directly below the home that the guest may read, with their values; of a directory that is empty
 *     text as a rule. At most {@value #MOST_NODES} nodes, the first by name, and of each value at most
 *     {@value #LONGEST_VALUE} characters
 */
public record StoreFacts(Map<String, String> home) {

    public static final String NAME = "store";

    static final int MOST_NODES = 100;
    static final int LONGEST_VALUE = 500;

    /** Says nothing of what there is. */
    private static final Set<StoreError> PASSING = Set.of(StoreError.EAGAIN, StoreError.EBUSY, StoreError.EIO);

    public StoreFacts {
        home = Map.copyOf(home);
    }

    /**
     * What the store holds now. A store that refuses, as one may that is not of a known kind, has nothing.
     *
     * @throws XenstoreException when the store does not answer, or cannot do so at present
     */
    public static StoreFacts read(StoreTree store) throws XenstoreException {
        Map<String, String> nodes = new TreeMap<>();
        try {
            Optional<String> domain = store.read("domid");
            if (domain.isPresent()) {
                // The home itself has no relative path.
                List<String> names = store.list("/local/domain/" + domain.get());
                for (String name : new TreeSet<>(names)) {
                    if (nodes.size() < MOST_NODES) {
                        add(store, name, nodes);
                    }
                }
            }
        } catch (XenstoreException refused) {
            throwUnlessRefused(refused);
        }
        return new StoreFacts(nodes);
    }

    private static void add(StoreTree store, String name, Map<String, String> nodes) throws XenstoreException {
        try {
            Optional<String> value = store.read(name);
            if (value.isPresent()) {
                String text = value.get();
                nodes.put(name, text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) : text);
            }
        } catch (XenstoreException refused) {
            throwUnlessRefused(refused);
        }
    }

    private static void throwUnlessRefused(XenstoreException failure) throws XenstoreException {
        if (failure.refusal().isEmpty() || PASSING.contains(failure.refusal().get())) {
            throw failure;
        }
    }
}
