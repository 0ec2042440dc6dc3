package io.xenscribe.mapping;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the scripts of rules; given by whoever has a plugin for their language. Used by one thread. */
public interface Scripts {

    /** Where no plugin runs scripts. */
    static Scripts none() {
        return new Scripts() {
            @Override
            public Optional<Script> script(String language, ScriptCode code) {
                return Optional.empty();
            }
        };
    }

    /** The script, which need not have been read yet; nothing when nobody knows the language. */
    Optional<Script> script(String language, ScriptCode code);

    /** One script of one rule. */
    interface Script {

        /** Why it can never run, if that is known before it does. */
        Optional<ScriptResult.Failed> mistake();

        /** A new evaluation begins; what it may take in all counts from here. */
        void begin();

        /**
         * Runs it, or says why not now: a script that failed rests for a while.
         *
         * @param path whose key is asked for; a failure there need not be one elsewhere
         * @param values of {@link ScriptCode#names}
         */
        ScriptResult run(String path, List<@Nullable Object> values);
    }
}
