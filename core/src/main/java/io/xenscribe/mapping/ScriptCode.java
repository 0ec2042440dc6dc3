package io.xenscribe.mapping;

import io.xenscribe.config.Node;
import io.xenscribe.config.Place;
import java.util.List;

/**
 * The code of a rule.
 *
 * @param source the code, which knows its places
 * @param names that it may use, for facts and elements
 */
public record ScriptCode(Node.Scalar source, List<String> names) {

    public ScriptCode {
        names = List.copyOf(names);
    }

    public String text() {
        return source.text();
    }

    /** Where in the files a line and column of the code are; of the whole when either is 0. */
    public Place at(int line, int column) {
        return line > 0 && column > 0 ? source.at(line, column) : source.at(1, 1);
    }
}
