package io.xenscribe.mapping;

import io.xenscribe.mapping.Attempt.End;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that the scripts of rules make in one evaluation. */
final class ScriptKeys {

    private static final int MOST_KEYS = 500;

    private final Draft draft;
    private final Frame frame;

    ScriptKeys(Draft draft, Frame frame) {
        this.draft = draft;
        this.frame = frame;
    }

    /** What the rule's script makes at and below a path; what is there stays while there is no result. */
    void make(Rule rule, ScriptRule script, String at, @Nullable String unit) {
        ScriptResult result = script.result(at, frame);
        if (result instanceof ScriptResult.Made made) {
            made(rule, at, made.value(), unit);
            return;
        }
        draft.protect(new Protection(at, true));
        if (result instanceof ScriptResult.Failed failed) {
            draft.note(rule, End.SCRIPT_FAILED, Attempt.ALL, at, failed.place() + " " + failed.message());
            draft.warn(
                    "script " + rule.origin(), failed.place() + " " + failed.message() + "; " + at + " stays as it is");
        } else {
            draft.note(rule, End.SCRIPT_WAITING, Attempt.ALL, at, "");
        }
    }

    private void made(Rule rule, String at, @Nullable Object value, @Nullable String unit) {
        if (value instanceof String single) {
            draft.add(rule, at, PathRules.onOneLine(single), unit);
        } else if (value instanceof Map<?, ?> paths) {
            int room = MOST_KEYS;
            for (Map.Entry<?, ?> entry : paths.entrySet()) {
                String below = String.valueOf(entry.getKey());
                if (room-- == 0) {
                    draft.warn(
                            "many " + at,
                            at + ": the script gives more than " + MOST_KEYS + " keys; "
                                    + "those after them are left out (" + rule.origin() + ")");
                    return;
                } else if (PathRules.canFollow(at, below)) {
                    draft.add(rule, at + "/" + below, PathRules.onOneLine(String.valueOf(entry.getValue())), unit);
                } else {
                    draft.note(rule, End.SCRIPT_PATH, Attempt.ALL, at + "/" + below, shortened(below));
                    draft.warn(
                            "path " + at + "/" + rule.origin(),
                            at + ": the script gives the path '" + shortened(below)
                                    + "', which Xenstore does not allow; left out (" + rule.origin() + ")");
                }
            }
        }
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
