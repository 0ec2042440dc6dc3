package io.xenscribe.mapping;

import io.xenscribe.config.Place;
import org.jspecify.annotations.Nullable;

/** What came of a script. */
public sealed interface ScriptResult {

    /**
     * A result.
     *
     * @param value text, a map from sub-paths to texts, or null for nothing
     */
    record Made(@Nullable Object value) implements ScriptResult {}

    /**
     * No result.
     *
     * @param place where in the code, as far as it is known
     * @param again whether the same facts may give one later
     */
    record Failed(Place place, String message, boolean again) implements ScriptResult {}

    /** The engine is starting; whoever runs it will wake the publisher. */
    record Waiting() implements ScriptResult {}
}
