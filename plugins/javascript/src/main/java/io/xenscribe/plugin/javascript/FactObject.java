package io.xenscribe.plugin.javascript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/**
 * A map that the script can read like an object, and not write. A property is the same each time, and what is null is not
 * there: a null of the host would load a tenth of the engine, that for Java objects, for nothing.
 */
final class FactObject implements ProxyObject {

    private final Map<String, ?> values;
    private final Map<String, Object> shown = new HashMap<>();

    /** The engine asks whether there is a property before it reads it, and to make its value may cost something. */
    private @Nullable String lastName;

    private @Nullable Object lastValue;

    FactObject(Map<String, ?> values) {
        this.values = values;
    }

    @Override
    public @Nullable Object getMember(String name) {
        Object value = value(name);
        if (!(value instanceof List) && !(value instanceof Map)) {
            return value;
        }
        Object view = shown.get(name);
        if (view == null) {
            view = FactValue.of(value);
            shown.put(name, view);
        }
        return view;
    }

    @Override
    public Object getMemberKeys() {
        List<String> names = new ArrayList<>(values.size());
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            if (entry.getValue() != null) {
                names.add(entry.getKey());
            }
        }
        return new FactList(names);
    }

    @Override
    public boolean hasMember(String name) {
        return value(name) != null;
    }

    private @Nullable Object value(String name) {
        if (!name.equals(lastName)) {
            lastValue = values.get(name);
            lastName = name;
        }
        return lastValue;
    }

    @Override
    public void putMember(String name, Value value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean removeMember(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        return "object";
    }
}
