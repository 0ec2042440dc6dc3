package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Key;
import io.xenscribe.publish.PassReport.RefusedKeys;
import io.xenscribe.xenstore.StoreError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes that the store refused: tried again after a growing pause, or when they want something else, and left alone
 * until then. An optional key that may not be written is tried again only on a new connection.
 */
final class Refusals {

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(10).toNanos();
    /** In the place of a rule. */
    private static final String REMOVAL = "removal";

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, Refusal> byPath = new HashMap<>();

    /** A refused change: its value (or nothing for a removal), why, and when to try again. */
    private record Refusal(String wanted, StoreError error, String origin, long pause, long again) {

        /** What would be due soon goes along: many that were refused one after the other are one pass, not many. */
        boolean isDue(Change change, long now) {
            long soon = pause / 16;
            return again != NEVER && (now - again >= -soon || !wanted.equals(Refusals.wanted(change)));
        }
    }

    /** Leaves out what was refused already and is not due at {@code now}. */
    List<Change> due(List<Change> changes, long now) {
        if (byPath.isEmpty()) {
            return changes;
        }
        List<Change> due = new ArrayList<>(changes.size());
        for (Change change : changes) {
            Refusal refusal = byPath.get(change.path());
            if (refusal == null || refusal.isDue(change, now)) {
                due.add(change);
            }
        }
        return due;
    }

    void refused(Change change, StoreError error, long now) {
        Refusal before = byPath.get(change.path());
        long pause = FIRST_PAUSE;
        if (before != null && before.error.equals(error)) {
            pause = Math.min(before.pause * 2, LONGEST_PAUSE);
        }
        boolean expected = change instanceof Change.Write(Key key) && key.optional() && error.equals(StoreError.EACCES);
        long again = expected ? NEVER : now + pause;
        byPath.put(change.path(), new Refusal(wanted(change), error, origin(change), pause, again));
    }

    void accepted(Change change) {
        if (!byPath.isEmpty()) {
            byPath.remove(change.path());
        }
    }

    /** What is no longer among the changes to make, commit keys included, is no longer refused. */
    void retain(List<Change> changes, List<CommitKey> commit) {
        if (!byPath.isEmpty()) {
            Set<String> paths = new HashSet<>();
            changes.forEach(change -> paths.add(change.path()));
            commit.forEach(key -> paths.add(key.key().path()));
            byPath.keySet().retainAll(paths);
        }
    }

    boolean contains(String path) {
        return byPath.containsKey(path);
    }

    /** Room was made: what had none may be tried from {@code now} on. */
    void roomWasMade(long now) {
        byPath.replaceAll((path, refusal) -> isForRoom(refusal.error)
                ? new Refusal(refusal.wanted, refusal.error, refusal.origin, FIRST_PAUSE, now)
                : refusal);
    }

    /** On a new connection everything is tried again. */
    void forget() {
        byPath.clear();
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** How long until something is due, from {@code now}; nothing is due when the result is {@link Long#MAX_VALUE}. */
    long nanosUntilDue(long now) {
        long nearest = NEVER;
        for (Refusal refusal : byPath.values()) {
            if (refusal.again != NEVER) {
                nearest = Math.min(nearest, Math.max(0, refusal.again - now));
            }
        }
        return nearest;
    }

    List<RefusedKeys> byRule() {
        Map<String, RefusedKeys> byRule = new HashMap<>();
        byPath.forEach((path, refusal) -> byRule.merge(
                refusal.origin + " " + refusal.error,
                new RefusedKeys(refusal.origin, refusal.error.name(), path, 1),
                Refusals::together));
        return List.copyOf(byRule.values());
    }

    /** The refusals as conditions to warn of. */
    void warn(Warnings warnings, long now) {
        for (RefusedKeys keys : byRule()) {
            warnings.add("refused " + keys.rule() + " " + keys.error(), describe(keys), now);
        }
    }

    private static RefusedKeys together(RefusedKeys a, RefusedKeys b) {
        String example = a.example().compareTo(b.example()) <= 0 ? a.example() : b.example();
        return new RefusedKeys(a.rule(), a.error(), example, a.count() + b.count());
    }

    private static String describe(RefusedKeys keys) {
        String what = keys.count() == 1 ? keys.example() : keys.count() + " keys, among them " + keys.example() + ",";
        String rule = keys.rule().equals(REMOVAL) ? " to be removed" : " (rule at " + keys.rule() + ")";
        return "the store refuses " + what + rule + ": " + keys.error() + explanation(keys.error());
    }

    private static String explanation(String error) {
        return switch (error) {
            case "EACCES" -> ", the toolstack does not let this guest write there";
            case "ENOSPC", "EQUOTA" -> ", no room is left for this guest; everything else is published";
            case "E2BIG" -> ", the value is too long";
            default -> "";
        };
    }

    /** Whether the store refuses for want of room. */
    static boolean isForRoom(StoreError error) {
        return error.equals(StoreError.ENOSPC) || error.equals(StoreError.EQUOTA);
    }

    /** A removal wants nothing, which no value can look like. */
    private static String wanted(Change change) {
        return change instanceof Change.Write(Key key) ? "=" + key.value() : "";
    }

    private static String origin(Change change) {
        return change instanceof Change.Write(Key key) ? key.origin() : REMOVAL;
    }
}
