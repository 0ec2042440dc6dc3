package io.xenscribe.plugin.javascript;

import java.util.List;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.jspecify.annotations.Nullable;

/** A list that the script can read with all that arrays have, and not write. An element is the same each time. */
final class FactList implements ProxyArray {

    private final List<?> values;
    private final @Nullable Object[] shown;

    FactList(List<?> values) {
        this.values = values;
        this.shown = new @Nullable Object[values.size()];
    }

    @Override
    public @Nullable Object get(long index) {
        int i = Math.toIntExact(index);
        Object value = shown[i];
        if (value == null) {
            value = FactValue.of(values.get(i));
            shown[i] = value;
        }
        return value;
    }

    @Override
    public void set(long index, Value value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remove(long index) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getSize() {
        return shown.length;
    }

    @Override
    public String toString() {
        return "list";
    }
}
