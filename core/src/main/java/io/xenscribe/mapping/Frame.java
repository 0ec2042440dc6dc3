package io.xenscribe.mapping;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names stand for while rules are evaluated. */
final class Frame {

    final Map<String, ? extends Record> facts;
    private @Nullable Object[] variables = new @Nullable Object[8];
    int slot = -1;

    Frame(Map<String, ? extends Record> facts) {
        this.facts = facts;
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
