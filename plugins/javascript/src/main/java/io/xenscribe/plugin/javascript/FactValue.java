package io.xenscribe.plugin.javascript;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as the script sees it: texts, numbers and truth values as they are, lists and maps as views made on demand. */
final class FactValue {

    private FactValue() {}

    @SuppressWarnings("unchecked") // The contract of RuleScript: the keys of maps are names.
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return new FactList(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new FactObject((Map<String, ?>) map);
        }
        return value;
    }
}
