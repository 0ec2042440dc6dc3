package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import io.xenscribe.api.MacAddress;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a record before others see it, on the thread of whoever made it: an accessor that does not end, holds up
 * nobody else. Lists and maps that could still change are replaced by copies. For one thread and one record.
 */
public final class FactInspection {

    /** Far above what any guest has, and little enough for the heap. */
    public static final int MOST_ELEMENTS = 10_000;

    public static final int MOST_VALUES = 100_000;

    /** Xenstore takes 4 KiB; this leaves something to cut. */
    public static final int LONGEST_TEXT = 65_536;

    private static final int MOST_REMARKS = 8;

    private final List<String> remarks = new ArrayList<>();
    private int values;

    private FactInspection() {}

    /**
     * What is left of a record.
     *
     * @param record the same one, or an equal one with lists that cannot change
     * @param remarks what is wrong with it and costs only the component that it names
     */
    public record Result(Record record, List<String> remarks) {}

    /**
     * Looks through {@code record}.
     *
     * @param name what messages call it
     * @throws IllegalArgumentException when the record as a whole cannot be used; the message says why
     */
    public static Result of(Record record, FactSchema schema, String name) {
        FactInspection inspection = new FactInspection();
        Object kept = inspection.record(record, schema, name);
        return new Result((Record) kept, List.copyOf(inspection.remarks));
    }

    private Object record(Object record, FactSchema schema, String path) {
        Map<String, Fact> facts = schema.facts();
        @Nullable Object[] parts = new @Nullable Object[facts.size()];
        boolean isSame = true;
        int i = 0;
        for (Fact fact : facts.values()) {
            Object given = given(fact, record, path);
            parts[i] = given == null ? null : part(given, fact, path);
            isSame &= parts[i] == given;
            i++;
        }
        return isSame ? record : schema.newRecord(parts);
    }

    private @Nullable Object given(Fact fact, Object record, String path) {
        try {
            Object value = fact.given(record);
            if (value == null) {
                remark(path, fact, "is null; it counts as absent");
            }
            return value;
        } catch (InvocationTargetException wrong) {
            Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
            if (cause instanceof OutOfMemoryError none) {
                throw none;
            }
            remark(path, fact, "throws " + cause.getClass().getName() + "; it counts as absent");
            return null;
        }
    }

    private Object part(Object given, Fact fact, String path) {
        if (given instanceof Optional<?> maybe) {
            Object inner = maybe.orElse(null);
            Object kept = inner == null ? null : value(inner, fact.type(), path, fact);
            return kept == inner ? given : Optional.ofNullable(kept);
        }
        return value(given, fact.type(), path, fact);
    }

    private Object value(Object value, FactType type, String path, Fact fact) {
        if (++values > MOST_VALUES) {
            throw new IllegalArgumentException("the facts have more than " + MOST_VALUES + " values");
        }
        if (type instanceof FactType.Group group) {
            return record(checked(value, group.schema().type(), path, fact), group.schema(), at(path, fact));
        } else if (type instanceof FactType.Sequence sequence) {
            return list((List<?>) value, sequence.element(), path, fact);
        } else if (type instanceof FactType.Dictionary) {
            return map((Map<?, ?>) value, path, fact);
        } else if (value instanceof String text && text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(at(path, fact) + " has " + text.length() + " characters; " + LONGEST_TEXT
                    + " is the most that a fact may have");
        }
        return type instanceof FactType.Scalar scalar
                ? checked(value, classOf(scalar), path, fact)
                : checked(value, ((FactType.Choice) type).type(), path, fact);
    }

    /** Copied by its own iterator, and never further than the limit: the list may be a plugin's own, and endless. */
    private List<?> list(List<?> list, FactType element, String path, Fact fact) {
        List<Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (item == null) {
                throw new IllegalArgumentException(at(path, fact) + "[" + kept.size() + "] is null");
            }
            checkSize(kept.size() + 1, path, fact);
            kept.add(value(item, element, path, fact));
        }
        return isSame(kept, list) ? list : List.of(kept.toArray());
    }

    /** Whether it is one of the JDK's lists that cannot change, and holds the same objects still. */
    private static boolean isSame(List<Object> kept, List<?> list) {
        Object given = list;
        if (list.getClass().getClassLoader() != null || given != (Object) List.copyOf(list)) {
            return false;
        }
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i) != list.get(i)) {
                return false;
            }
        }
        return true;
    }

    private Map<?, ?> map(Map<?, ?> map, String path, Fact fact) {
        Map<Object, Object> kept = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getKey() == null || entry.getValue() == null) {
                throw new IllegalArgumentException(at(path, fact) + " has an entry that is null");
            }
            checkSize(kept.size() + 1, path, fact);
            kept.put(
                    value(entry.getKey(), FactType.Scalar.TEXT, path, fact),
                    value(entry.getValue(), FactType.Scalar.TEXT, path, fact));
        }
        return kept.isEmpty() ? map : Collections.unmodifiableMap(kept);
    }

    private static void checkSize(int size, String path, Fact fact) {
        if (size > MOST_ELEMENTS) {
            throw new IllegalArgumentException(
                    at(path, fact) + " has more than " + MOST_ELEMENTS + " elements, the most that a fact may have");
        }
    }

    /** Generics can be cheated. */
    private static Object checked(Object value, Class<?> type, String path, Fact fact) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    at(path, fact) + " holds a " + value.getClass().getName() + " instead of a " + type.getName());
        }
        return value;
    }

    private static Class<?> classOf(FactType.Scalar scalar) {
        if (scalar == FactType.Scalar.TEXT) {
            return String.class;
        } else if (scalar == FactType.Scalar.INTEGER) {
            return Integer.class;
        } else if (scalar == FactType.Scalar.LONG) {
            return Long.class;
        } else if (scalar == FactType.Scalar.BOOLEAN) {
            return Boolean.class;
        } else if (scalar == FactType.Scalar.BYTES) {
            return Bytes.class;
        } else if (scalar == FactType.Scalar.MAC_ADDRESS) {
            return MacAddress.class;
        } else if (scalar == FactType.Scalar.IP_ADDRESS) {
            return InetAddress.class;
        }
        return scalar == FactType.Scalar.INSTANT ? Instant.class : Duration.class;
    }

    private void remark(String path, Fact fact, String what) {
        String remark = at(path, fact) + " " + what;
        if (remarks.size() < MOST_REMARKS && !remarks.contains(remark)) {
            remarks.add(remark);
        }
    }

    private static String at(String path, Fact fact) {
        return path + "." + fact.name();
    }
}
