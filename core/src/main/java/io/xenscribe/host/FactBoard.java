package io.xenscribe.host;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The newest facts of each collector. Safe for any thread; publishing never waits for the reader, and however often it
 * happens, the listener hears of it once between two looks at the board.
 */
public final class FactBoard {

    private final Runnable changed;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Guards the following; held for a few assignments, never while code of a plugin runs. */
    private final Object lock = new Object();

    private final SortedMap<String, Record> facts = new TreeMap<>();
    private final Set<String> pending = new HashSet<>();
    private Facts newest = new Facts(Map.of(), Set.of());
    private boolean stale;

    /** @param changed called on the publishing thread after a change; must be quick, as waking a thread is */
    public FactBoard(Runnable changed) {
        this.changed = changed;
    }

    /**
     * All facts at one time.
     *
     * @param records the newest record of each collector that has published, by its name, in the order of names
     * @param pending the collectors that are expected to publish and neither have nor gave up yet
     */
    public record Facts(Map<String, Record> records, Set<String> pending) {}

    /** Says that a collector has been started. */
    public void expect(String collector) {
        synchronized (lock) {
            stale |= !facts.containsKey(collector) && pending.add(collector);
        }
    }

    /**
     * Replaces a collector's facts, unless they are equal.
     *
     * @return whether it is a change
     * @throws IllegalArgumentException when the records cannot be compared; then the former facts stay
     */
    public boolean publish(String collector, Record latest) {
        if (!isNews(collector, latest)) {
            return false;
        }
        put(collector, latest);
        return true;
    }

    /**
     * Whether a record differs from a collector's facts.
     *
     * @throws IllegalArgumentException when the records cannot be compared
     */
    boolean isNews(String collector, Record latest) {
        Record former;
        synchronized (lock) {
            former = facts.get(collector);
        }
        return former == null || !areEqual(former, latest);
    }

    /** Replaces a collector's facts by others. */
    void put(String collector, Record latest) {
        synchronized (lock) {
            facts.put(collector, latest);
            pending.remove(collector);
            stale = true;
        }
        tell();
    }

    /** Says that nothing need be waited for: the collector has ended or failed, with or without facts. */
    public void settle(String collector) {
        boolean settled;
        synchronized (lock) {
            settled = pending.remove(collector);
            stale |= settled;
        }
        if (settled) {
            tell();
        }
    }

    /** Says that something else than facts is new, such as how a collector does, which passes report. */
    public void nudge() {
        tell();
    }

    /** Forgets a collector and its facts. */
    public void remove(String collector) {
        boolean removed;
        synchronized (lock) {
            boolean awaited = pending.remove(collector);
            removed = facts.remove(collector) != null || awaited;
            stale |= removed;
        }
        if (removed) {
            tell();
        }
    }

    /** The newest facts of all; the same object as long as nothing changes. */
    public Facts snapshot() {
        told.set(false);
        synchronized (lock) {
            if (stale) {
                newest = new Facts(Collections.unmodifiableMap(new TreeMap<>(facts)), Set.copyOf(pending));
                stale = false;
            }
            return newest;
        }
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            changed.run();
        }
    }

    private static boolean areEqual(Record former, Record latest) {
        try {
            return former.equals(latest);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("the facts cannot be compared: " + Reason.of(e), e);
        }
    }
}
