package io.xenscribe.testbed;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a cell.
 *
 * @param untilRight from the end of the fault (in a storm, of the storm if that was later) until dom0 had the last key; zero
 *     where nothing was lost, nothing where no store was left
 * @param failure what was wrong; nothing where the cell passed
 */
record CellResult(FaultCell cell, Optional<Duration> untilRight, Optional<String> failure) {

    boolean passed() {
        return failure.isEmpty();
    }

    @Override
    public String toString() {
        String text = (passed() ? "ok    " : "WRONG ") + cell;
        if (untilRight.isPresent()) {
            text += ", " + untilRight.get().toMillis() + " ms";
        }
        return failure.isPresent() ? text + ": " + failure.get() : text;
    }
}
