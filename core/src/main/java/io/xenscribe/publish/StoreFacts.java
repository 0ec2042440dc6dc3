package io.xenscribe.publish;

import io.xenscribe.xenstore.StoreTree;
import io.xenscribe.xenstore.XenstoreException;
import java.util.Map;

/**
 * The built-in facts {@code store}: what a toolstack put into the guest's home. They are read when a connection is made
 * and after a resume, and again after a pause where the store refused what the choice of the mapping needs.
 *
 * @param home the nodes directly below the home that the guest may read, with their values; of a directory that is empty
 *     text as a rule. At most {@value #MOST_NODES} nodes, the first by name, and of each value at most
 *     {@value #LONGEST_VALUE} characters
 */
public record StoreFacts(Map<String, String> home) {

    public static final String NAME = "store";

    static final int MOST_NODES = 100;
    static final int LONGEST_VALUE = 500;

    static final StoreFacts NOTHING = new StoreFacts(Map.of());

    public StoreFacts {
        home = Map.copyOf(home);
    }

    /**
     * What the store tells now; what it refuses is left out.
     *
     * @throws XenstoreException when the store does not answer
     */
    public static StoreFacts read(StoreTree store) throws XenstoreException {
        return HomeReading.of(store).after(NOTHING);
    }

    static String limited(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    }
}
