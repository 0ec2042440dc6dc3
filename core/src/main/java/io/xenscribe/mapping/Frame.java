package io.xenscribe.mapping;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names stand for while rules are evaluated. */
final class Frame {

    final Map<String, ? extends Record> facts;
    private final @Nullable ZoneId zone;
    private @Nullable Object[] variables = new @Nullable Object[8];
    int slot = -1;

    /** @param zone of times of day; null for the machine's, which is looked up only when a rule needs it */
    Frame(Map<String, ? extends Record> facts, @Nullable ZoneId zone) {
        this.facts = facts;
        this.zone = zone;
    }

    ZoneId zone() {
        return zone == null ? LocalZone.now() : zone;
    }

    /** What names stand for now, to look at later. */
    Frame copy() {
        Frame copy = new Frame(facts, zone);
        copy.variables = variables.clone();
        copy.slot = slot;
        return copy;
    }

    void bind(int variable, @Nullable Object value) {
        if (variable >= variables.length) {
            variables = Arrays.copyOf(variables, variable * 2);
        }
        variables[variable] = value;
    }

    @Nullable
    Object variable(int variable) {
        return variables[variable];
    }
}
