package io.xenscribe.mapping;

import io.xenscribe.facts.FactSchema;
import io.xenscribe.facts.FactType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that a rule can use: the collectors, the variables of the rules around it, and {@code slot}. */
final class Scope {

    static final String SLOT = "slot";

    private final Map<String, FactSchema> schemas;
    private final List<Variable> variables;
    private final boolean slot;

    /**
     * The variable of a {@code for}.
     *
     * @param type of one element; null when the list is not known, which was reported where the list is named
     */
    record Variable(String name, @Nullable FactType type, int number) {}

    private Scope(Map<String, FactSchema> schemas, List<Variable> variables, boolean slot) {
        this.schemas = schemas;
        this.variables = variables;
        this.slot = slot;
    }

    static Scope of(Map<String, FactSchema> schemas) {
        return new Scope(schemas, List.of(), false);
    }

    Scope with(String variable, @Nullable FactType type) {
        List<Variable> more = new ArrayList<>(variables);
        more.add(new Variable(variable, type, variables.size()));
        return new Scope(schemas, more, slot);
    }

    Scope withSlot() {
        return new Scope(schemas, variables, true);
    }

    boolean hasSlot() {
        return slot;
    }

    Map<String, FactSchema> schemas() {
        return schemas;
    }

    @Nullable
    Variable variable(String name) {
        for (Variable variable : variables) {
            if (variable.name().equals(name)) {
                return variable;
            }
        }
        return null;
    }

    /** From the outermost to the innermost. */
    List<Variable> variables() {
        return variables;
    }

    Variable innermost() {
        return variables.getLast();
    }

    /** All names, for suggestions. */
    List<String> names() {
        List<String> names = new ArrayList<>(schemas.keySet());
        for (Variable variable : variables) {
            names.add(variable.name());
        }
        if (slot) {
            names.add(SLOT);
        }
        return names;
    }
}
