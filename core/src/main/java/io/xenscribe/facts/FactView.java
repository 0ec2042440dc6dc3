package io.xenscribe.facts;

import io.xenscribe.api.Bytes;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts as a script sees them: a record is a map by the names of its components as Java spells them ({@code operState}),
 * amounts and whole numbers are {@link Long}, truth values {@link Boolean}, and all other scalars the text that a
 * template would show. What is absent is null. Nothing is copied before it is asked for. Immutable.
 */
public final class FactView extends AbstractMap<String, @Nullable Object> {

    private final Object record;
    private final FactSchema schema;

    private FactView(Object record, FactSchema schema) {
        this.record = record;
        this.schema = schema;
    }

    /** The view of a value of this type; null of null. */
    public static @Nullable Object of(@Nullable Object value, FactType type) {
        if (value == null) {
            return null;
        } else if (type instanceof FactType.Group group) {
            return new FactView(value, group.schema());
        } else if (type instanceof FactType.Sequence sequence && value instanceof List<?> list) {
            return new Elements(list, sequence.element());
        } else if (value instanceof Integer number) {
            return number.longValue();
        } else if (value instanceof Bytes bytes) {
            return bytes.count();
        } else if (value instanceof Long || value instanceof Boolean || value instanceof Map<?, ?>) {
            return value;
        }
        return FactText.of(value);
    }

    @Override
    public @Nullable Object get(Object name) {
        Fact fact = name instanceof String text ? schema.named(text) : null;
        return fact == null ? null : of(fact.of(record), fact.type());
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String text && schema.named(text) != null;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (Fact fact : schema.facts().values()) {
            all.put(fact.component(), of(fact.of(record), fact.type()));
        }
        return all.entrySet();
    }

    private static final class Elements extends AbstractList<@Nullable Object> {

        private final List<?> list;
        private final FactType type;

        Elements(List<?> list, FactType type) {
            this.list = list;
            this.type = type;
        }

        @Override
        public @Nullable Object get(int index) {
            return of(list.get(index), type);
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
