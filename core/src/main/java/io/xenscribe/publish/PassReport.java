package io.xenscribe.publish;

import io.xenscribe.mapping.ChosenMapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The publisher's state after a pass.
 *
 * @param at when the pass ended
 * @param store what it is connected to
 * @param mapping what is published by; nothing while the choice waits for facts
 * @param keys how many keys are wanted
 * @param writes nodes written or removed since the start
 * @param errors refusals and lost connections since the start
 * @param pending collectors that have not reported yet
 * @param refused what the store does not take, and what is left out for want of room
 * @param warnings what the mapping could not do, and other conditions that last
 */
public record PassReport(
        Instant at,
        String store,
        Optional<ChosenMapping> mapping,
        int keys,
        long writes,
        long errors,
        List<String> pending,
        List<RefusedKeys> refused,
        List<String> warnings) {

    /**
     * Keys of one rule that are not there for one reason.
     *
     * @param rule {@code file:line}
     * @param error the store's word for it, or {@value #LEFT_OUT}
     * @param example one of the paths
     * @param count how many there are
     */
    public record RefusedKeys(String rule, String error, String example, int count) {

        /** In the place of the store's word: there is room for others only. */
        public static final String LEFT_OUT = "left out, no room";
    }
}
