package io.xenscribe.publish;

import io.xenscribe.mapping.ChosenMapping;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Warning;
import io.xenscribe.publish.PassReport.RefusedKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What listeners and the log are told of passes. For the publisher's thread. */
final class Reporting {

    private final Agenda agenda;
    private final List<PassListener> listeners;
    private final Refusals refusals;
    private final Room room;
    private final Warnings warnings;
    private Optional<String> unwatched = Optional.empty();
    private Optional<String> unknown = Optional.empty();

    Reporting(Agenda agenda, List<PassListener> listeners, Refusals refusals, Room room, Warnings warnings) {
        this.agenda = agenda;
        this.listeners = List.copyOf(listeners);
        this.refusals = refusals;
        this.room = room;
        this.warnings = warnings;
    }

    /** The connection has a watch that tells of resumes, or has none, for a reason. */
    void watched(Optional<String> refusal) {
        unwatched = refusal.map(reason ->
                "a migration or resume is not noticed until the store takes a watch, trying again: " + reason);
    }

    /** What the toolstack put into the guest's home is known, or is not, for a reason. */
    void learnt(Optional<String> refusal) {
        if (refusal.isPresent() || unknown.isPresent()) {
            unknown = refusal.map(
                    reason -> "the store does not tell what is in this guest's home, so that the mapping may be another"
                            + " than it should be, trying again: " + reason);
        }
    }

    void disconnected(String reason) {
        listeners.forEach(listener -> listener.disconnected(reason));
    }

    /** The publisher gets around, see {@link PassListener#alive}. */
    void alive() {
        long now = agenda.now();
        for (PassListener listener : listeners) {
            listener.alive(now);
        }
    }

    /** How long until {@link #alive} is to be called again. */
    long nanosUntilAlive() {
        long now = agenda.now();
        long nanos = Long.MAX_VALUE;
        for (PassListener listener : listeners) {
            nanos = Math.min(nanos, listener.nanosUntilAlive(now));
        }
        return nanos;
    }

    void resumed() {
        listeners.forEach(PassListener::resumed);
    }

    void stopping() {
        listeners.forEach(PassListener::stopping);
    }

    /** A pass is over that wanted {@code wanted}; {@code mapping} is empty while it waits for facts. */
    void passed(
            String store,
            Optional<ChosenMapping> mapping,
            Evaluation wanted,
            Set<String> pending,
            long writes,
            long errors) {
        if (mapping.isPresent()) {
            warn(wanted, agenda.now());
        }
        PassReport report = new PassReport(
                Instant.now(),
                store,
                mapping,
                wanted.tree().keys().size(),
                writes,
                errors,
                List.copyOf(new TreeSet<>(pending)),
                refused(),
                texts(wanted.warnings()));
        listeners.forEach(listener -> listener.passed(report));
    }

    private void warn(Evaluation wanted, long now) {
        warnings.postpone(now);
        warnings.begin();
        wanted.warnings().forEach(warning -> warnings.add(warning.condition(), warning.text(), now));
        unwatched.ifPresent(text -> warnings.add("resume", text, now));
        unknown.ifPresent(text -> warnings.add("home", text, now));
        room.warning().ifPresent(text -> warnings.add("room", text, now));
        refusals.warn(warnings, now);
        warnings.end(now);
    }

    private List<RefusedKeys> refused() {
        List<RefusedKeys> all = new ArrayList<>(refusals.byRule());
        all.addAll(room.leftOut());
        return all;
    }

    private List<String> texts(List<Warning> ofMapping) {
        List<String> texts = new ArrayList<>(ofMapping.size());
        ofMapping.forEach(warning -> texts.add(warning.text()));
        unwatched.ifPresent(texts::add);
        unknown.ifPresent(texts::add);
        room.warning().ifPresent(texts::add);
        return texts;
    }
}
