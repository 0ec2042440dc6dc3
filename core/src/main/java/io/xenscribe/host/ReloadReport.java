package io.xenscribe.host;

import java.time.Instant;
import java.util.List;

/**
 * What became of the last reload.
 *
 * @param at when it began: what was changed since was not seen
 * @param isTaken whether it took effect; if not, all stays as it was
 * @param problems what was found, a line each
 */
record ReloadReport(Instant at, boolean isTaken, List<String> problems) {

    ReloadReport {
        problems = List.copyOf(problems);
    }
}
