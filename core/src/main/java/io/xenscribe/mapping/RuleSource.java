package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** A rule in its normal form, before it is compiled: the whole path template and the fields without {@code keys}. */
final class RuleSource {

    /** The last part of the path, as it was written; tells the places of the path's characters. */
    final Node.Scalar key;

    /** The whole path template. */
    final String path;

    final Map<String, Node.Field> fields = new LinkedHashMap<>();

    /** Where the value comes from; that of the last file which gave one. */
    Place origin;

    RuleSource(Node.Scalar key, String path) {
        this.key = key;
        this.path = path;
        this.origin = key.place();
    }
}
