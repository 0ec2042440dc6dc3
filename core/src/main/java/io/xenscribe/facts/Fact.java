package io.xenscribe.facts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One component of a record: its name in YAML, its type, and the way to its value. */
public final class Fact {

    /** Else each call makes an empty array. */
    private static final Object[] NO_ARGUMENTS = {};

    private final String name;
    private final FactType type;
    private final boolean optional;
    private final boolean key;
    private final Method accessor;

    Fact(String name, FactType type, boolean optional, boolean key, Method accessor) {
        this.name = name;
        this.type = type;
        this.optional = optional;
        this.key = key;
        this.accessor = accessor;
    }

    /** In lower-kebab case. */
    public String name() {
        return name;
    }

    /** As Java spells it, which is how scripts do. */
    public String component() {
        return accessor.getName();
    }

    /** Without the {@code Optional} around it. */
    public FactType type() {
        return type;
    }

    /** Whether the component is an {@code Optional}. */
    public boolean isOptional() {
        return optional;
    }

    /** Whether the component tells one element of a list from the others. */
    public boolean isKey() {
        return key;
    }

    /**
     * The value in {@code record}, out of its {@code Optional}; null is the absent fact, because a mapping asks for
     * thousands and an Optional for each would cost more than the answer. A component that is null or whose accessor
     * throws is a plugin's mistake and absent too: it costs that fact only.
     */
    public @Nullable Object of(Object record) {
        try {
            Object value = accessor.invoke(record, NO_ARGUMENTS);
            return value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
        } catch (InvocationTargetException | IllegalAccessException | IllegalArgumentException wrong) {
            return null;
        }
    }

    /**
     * What the accessor gives, with its {@code Optional} around it.
     *
     * @throws InvocationTargetException when it throws
     */
    @Nullable
    Object given(Object record) throws InvocationTargetException {
        try {
            return accessor.invoke(record, NO_ARGUMENTS);
        } catch (IllegalAccessException wrong) {
            throw new InvocationTargetException(wrong);
        }
    }

    @Override
    public String toString() {
        return name + " (" + type.description() + ")";
    }
}
