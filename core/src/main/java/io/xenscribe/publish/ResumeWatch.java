package io.xenscribe.publish;

import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.Optional;

/**
 * The watch that tells of resumes; it ends with the connection. One that the store refuses is no reason not to publish: it
 * is tried again after growing pauses. For the publisher's thread; times are {@link System#nanoTime} values.
 */
final class ResumeWatch {

    /** Any node will do: every watch fires when the domain resumes, and this one never fires otherwise. */
    private static final String SIGNAL = "unique-domain-id";

    private final Agenda agenda;
    private final Reporting reporting;
    private final GrowingPause again = new GrowingPause(Duration.ofSeconds(1), Duration.ofMinutes(1));

    ResumeWatch(Agenda agenda, Reporting reporting) {
        this.agenda = agenda;
        this.reporting = reporting;
    }

    /** There is a new connection. */
    void connected(Xenstore store) throws XenstoreException {
        again.reset();
        boolean _ = register(store);
    }

    /** How long until a refused one is to be tried again. */
    long nanosUntilDue(long now) {
        return again.nanosLeft(now);
    }

    /**
     * Tries again what was refused.
     *
     * @return whether there is a watch now
     */
    boolean retry(Xenstore store) throws XenstoreException {
        return again.isOver(agenda.now()) && register(store);
    }

    private boolean register(Xenstore store) throws XenstoreException {
        try {
            Xenstore.Watch _ = store.watch(SIGNAL, agenda::watchFired);
        } catch (XenstoreException refused) {
            if (refused.refusal().isEmpty()) {
                throw refused;
            }
            Duration _ = again.begin(agenda.now());
            reporting.watched(Optional.of(String.valueOf(refused.getMessage())));
            return false;
        }
        again.reset();
        reporting.watched(Optional.empty());
        return true;
    }
}
