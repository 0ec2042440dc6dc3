package io.xenscribe.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules of a mapping that are written in a scripting language. The second kind of thing that a plugin can give.
 *
 * <p>Declared in {@code META-INF/services/io.xenscribe.api.RuleScript} and made by its public no-argument constructor,
 * which must cost nothing: whatever is dear is loaded by the first {@link #compile}, as most mappings have no script.
 *
 * <p>All methods but {@link #cancel} are called from one thread, which belongs to the host and has a stack of its own.
 */
public interface RuleScript extends AutoCloseable {

    /** The key of a rule that holds the code, for example {@code js}. */
    String language();

    /**
     * Reads a script without running it.
     *
     * @param code an expression, or statements with {@code return}, in the language's own grammar
     * @param names what the code can use by name; nothing else of the guest, the host or the clock is in its reach
     * @throws RuleScriptException when it is not the language's grammar
     */
    Compiled compile(String code, List<String> names) throws RuleScriptException;

    /**
     * Ends the call in progress, if there is one: that call then fails. May be called from any thread, and returns at
     * once. Scripts that were compiled before stay usable.
     */
    void cancel();

    /** Gives back what it can. Nothing is called afterwards. */
    @Override
    void close();

    /** A script that was read. */
    interface Compiled {

        /**
         * Runs the script. The same values give the same result.
         *
         * @param values of the names given at {@link RuleScript#compile}, in their order: {@link String}, {@link Long},
         *     {@link Boolean}, a {@link List} of values, or a {@link java.util.Map} from names to values; null for what is
         *     absent. They can be read as long as the call lasts, and the script cannot change them.
         * @return text; a {@code Map<String, String>} from sub-paths to texts, in the script's order; or null for nothing
         * @throws RuleScriptException when the script throws, takes too much, or returns something else
         */
        @Nullable
        Object call(List<@Nullable Object> values) throws RuleScriptException;
    }
}
