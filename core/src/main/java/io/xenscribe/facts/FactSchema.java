package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.Key;
import io.xenscribe.api.MacAddress;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record class seen as a schema. It holds the class and its accessors, and nothing of it is kept elsewhere, so a
 * plugin's class loader goes when its schemas go. Immutable.
 */
public final class FactSchema {

    private final Class<? extends Record> type;
    private final Map<String, Fact> facts;
    private final Map<String, Fact> components = new HashMap<>();
    private final Constructor<? extends Record> constructor;

    private FactSchema(
            Class<? extends Record> type, Map<String, Fact> facts, Constructor<? extends Record> constructor) {
        this.type = type;
        this.facts = Collections.unmodifiableMap(facts);
        this.constructor = constructor;
        for (Fact fact : facts.values()) {
            components.put(fact.component(), fact);
        }
    }

    /**
     * The schema of a record class.
     *
     * @throws IllegalArgumentException when a component has a type that {@link io.xenscribe.api.Collector} does not
     *     allow; the message names the class, the component and the type
     */
    public static FactSchema of(Class<? extends Record> type) {
        return of(type, new ArrayDeque<>());
    }

    /** The record class. */
    public Class<? extends Record> type() {
        return type;
    }

    /** By name, in the order of the record. */
    public Map<String, Fact> facts() {
        return facts;
    }

    public Optional<Fact> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The component that Java calls so; null when there is none. */
    @Nullable
    Fact named(String component) {
        return components.get(component);
    }

    /** The components that carry {@link Key}. */
    public List<Fact> keys() {
        List<Fact> keys = new ArrayList<>();
        for (Fact fact : facts.values()) {
            if (fact.isKey()) {
                keys.add(fact);
            }
        }
        return keys;
    }

    /** Whether a record of it can be made of nothing: absent, empty and false is all that it has then. */
    boolean mayBeEmpty() {
        for (Fact fact : facts.values()) {
            boolean may = fact.isOptional()
                    || fact.type() instanceof FactType.Sequence
                    || fact.type() instanceof FactType.Dictionary
                    || fact.type() == FactType.Scalar.BOOLEAN
                    || (fact.type() instanceof FactType.Group group
                            && group.schema().mayBeEmpty());
            if (!may) {
                return false;
            }
        }
        return true;
    }

    /**
     * Every fact of the schema, one a line, as {@code memory.total  bytes}, aligned; an element of a list is shown as
     * {@code network.interfaces[].name}.
     *
     * @param name the collector's
     */
    public List<String> describe(String name) {
        Map<String, String> types = new LinkedHashMap<>();
        describe(name, types);
        int width = 0;
        for (String path : types.keySet()) {
            width = Math.max(width, path.length());
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> entry : types.entrySet()) {
            lines.add(entry.getKey() + " ".repeat(width - entry.getKey().length() + 2) + entry.getValue());
        }
        return lines;
    }

    private void describe(String path, Map<String, String> types) {
        for (Fact fact : facts.values()) {
            String at = path + "." + fact.name();
            String remark = fact.isOptional() ? ", optional" : "";
            types.put(at, fact.type().description() + (fact.isKey() ? ", key" : remark));
            if (fact.type() instanceof FactType.Group group) {
                group.schema().describe(at, types);
            } else if (fact.type() instanceof FactType.Sequence sequence
                    && sequence.element() instanceof FactType.Group group) {
                group.schema().describe(at + "[]", types);
            }
        }
    }

    /**
     * A record of these values, in the order of {@link #facts()}.
     *
     * @throws IllegalArgumentException with the record's own message when its constructor refuses them
     */
    Record newRecord(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalArgumentException(message, cause);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException(type.getName() + " cannot be made: " + wrong.getMessage(), wrong);
        }
    }

    private static FactSchema of(Class<? extends Record> type, Deque<Class<?>> within) {
        if (within.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself, which no mapping can show");
        }
        within.push(type);
        try {
            RecordComponent[] components = type.getRecordComponents();
            Map<String, Fact> facts = new LinkedHashMap<>();
            Class<?>[] parameters = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                parameters[i] = components[i].getType();
                Fact fact = fact(type, components[i], within);
                facts.put(fact.name(), fact);
            }
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return new FactSchema(type, facts, constructor);
        } catch (NoSuchMethodException | TypeNotPresentException | LinkageError missing) {
            throw new IllegalArgumentException(type.getName() + " cannot be looked at: " + missing, missing);
        } finally {
            within.pop();
        }
    }

    private static Fact fact(Class<?> owner, RecordComponent component, Deque<Class<?>> within) {
        Type declared = component.getGenericType();
        boolean optional = component.getType() == Optional.class;
        FactType type = type(optional ? argument(declared, 0) : declared, within);
        boolean maybe = optional && (type instanceof FactType.Sequence || type instanceof FactType.Dictionary);
        if (type == null || maybe) {
            throw new IllegalArgumentException(owner.getName() + "." + component.getName() + ": "
                    + declared.getTypeName() + " is no type for facts; text, numbers, enums, Bytes, addresses, times,"
                    + " records, lists of these, Map<String, String> and Optional of one value are");
        }
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        boolean key = component.isAnnotationPresent(Key.class);
        return new Fact(KebabCase.ofComponent(component.getName()), type, optional, key, accessor);
    }

    private static @Nullable FactType type(Type declared, Deque<Class<?>> within) {
        if (declared instanceof ParameterizedType generic) {
            return parameterized(generic, within);
        }
        if (!(declared instanceof Class<?> type)) {
            return null;
        }
        if (type.isRecord() && type != Bytes.class && type != MacAddress.class) {
            return new FactType.Group(of(type.asSubclass(Record.class), within));
        }
        return type.isEnum() ? choice(type) : scalar(type);
    }

    private static @Nullable FactType parameterized(ParameterizedType generic, Deque<Class<?>> within) {
        if (generic.getRawType() == List.class) {
            FactType element = type(argument(generic, 0), within);
            boolean nested = element instanceof FactType.Sequence || element instanceof FactType.Dictionary;
            return element == null || nested ? null : new FactType.Sequence(element);
        }
        boolean texts = argument(generic, 0) == String.class && argument(generic, 1) == String.class;
        return generic.getRawType() == Map.class && texts ? new FactType.Dictionary() : null;
    }

    private static Type argument(Type declared, int index) {
        if (declared instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index) {
            return generic.getActualTypeArguments()[index];
        }
        return Object.class;
    }

    private static FactType choice(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(KebabCase.ofConstant(((Enum<?>) constant).name()));
        }
        return new FactType.Choice(type, List.copyOf(words));
    }

    private static @Nullable FactType scalar(Class<?> type) {
        if (type == String.class) {
            return FactType.Scalar.TEXT;
        } else if (type == int.class || type == Integer.class) {
            return FactType.Scalar.INTEGER;
        } else if (type == long.class || type == Long.class) {
            return FactType.Scalar.LONG;
        } else if (type == boolean.class || type == Boolean.class) {
            return FactType.Scalar.BOOLEAN;
        } else if (type == Bytes.class) {
            return FactType.Scalar.BYTES;
        } else if (type == MacAddress.class) {
            return FactType.Scalar.MAC_ADDRESS;
        } else if (type == InetAddress.class) {
            return FactType.Scalar.IP_ADDRESS;
        } else if (type == Instant.class) {
            return FactType.Scalar.INSTANT;
        }
        return type == Duration.class ? FactType.Scalar.DURATION : null;
    }
}
