package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer: waits for news, maps all facts, compares with what the store holds and writes the difference.
 *
 * <p>Start, new facts, a resumed domain and a new connection take the same path. {@link #run} belongs to one thread;
 * {@link #wake} and {@link #stop} may come from any.
 */
public final class Publisher {

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    /** Whether it is there does not matter: the answer does. */
    private static final String PROBE = "domid";

    private final StoreConnector connector;
    private final Supplier<FactSnapshot> facts;
    private final Optional<PublishedFile> file;
    private final Reporting reporting;
    private final ResumeWatch resumeWatch;
    private final BuiltInFacts builtIn;
    private final AtomicReference<@Nullable Takeover> ordered = new AtomicReference<>();
    private MappingInUse mapping;

    private final Agenda agenda;
    private final Room room = new Room();
    private final Upkeep upkeep;
    private final Warnings warnings = new Warnings(log);
    private final Outages outages = new Outages(log);

    private Published published;

    /** The tree and the count of writes after which {@link #published} was made; null when it may hold less by now. */
    private @Nullable KeyTree remembered;

    private long rememberedWrites;
    private boolean slotsAreGuessed;
    private long losses;

    /** Other mappings, and what is to be done when they take over. */
    private record Takeover(MappingChoice choice, Runnable handover) {}

    public Publisher(
            StoreConnector connector,
            Supplier<FactSnapshot> facts,
            MappingChoice choice,
            Optional<PublishedFile> file,
            AgentIdentity agent,
            List<PassListener> listeners) {
        this(connector, facts, choice, file, agent, listeners, new Agenda());
    }

    /** The same by another clock. */
    Publisher(
            StoreConnector connector,
            Supplier<FactSnapshot> facts,
            MappingChoice choice,
            Optional<PublishedFile> file,
            AgentIdentity agent,
            List<PassListener> listeners,
            Agenda agenda) {
        this.agenda = agenda;
        this.connector = connector;
        this.facts = facts;
        this.mapping = new MappingInUse(choice);
        this.file = file;
        Refusals refusals = new Refusals();
        this.reporting = new Reporting(agenda, listeners, refusals, room, warnings);
        this.upkeep = new Upkeep(agenda, refusals, room, reporting);
        this.resumeWatch = new ResumeWatch(agenda, reporting);
        this.builtIn = new BuiltInFacts(agent);
        this.published = file.map(PublishedFile::read).orElse(Published.NOTHING);
        this.slotsAreGuessed = published.slots().scopes().isEmpty();
    }

    /** Publishes until {@link #stop}. Keys stay. A store that cannot be reached is tried again, with growing pauses. */
    public void run() {
        while (!agenda.isStopping()) {
            takeOver();
            try (Xenstore store = new StoreInParts(connector.connect(), reporting)) {
                publishOn(store);
            } catch (XenstoreException lost) {
                losses++;
                String reason = String.valueOf(lost.getMessage());
                reporting.disconnected(reason);
                sleep(outages.lost(reason, agenda.now()));
            }
        }
        reporting.stopping();
        warnings.tellAll(agenda.now());
    }

    /** Sets how many nodes there may be at most; from any thread, and for the next pass. */
    public void limitNodes(int nodes) {
        room.limit(nodes);
    }

    /** There are new facts. */
    public void wake() {
        agenda.news();
    }

    /**
     * Publishes by other mappings from the next pass on; no key changes for it that has the same value by both. From any
     * thread.
     *
     * @param handover run before that pass, on the publisher's thread, so that the facts change together with the mapping;
     *     not at all when the publisher ends first, or is told of others first
     */
    public void use(MappingChoice choice, Runnable handover) {
        ordered.set(new Takeover(choice, handover));
        wake();
    }

    /** Ends {@link #run} after the present pass. */
    public void stop() {
        agenda.stop();
    }

    private void sleep(Duration pause) {
        long end = agenda.now() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !agenda.isStopping(); left = end - agenda.now()) {
            reporting.alive();
            agenda.sleep(Duration.ofNanos(Math.min(left, reporting.nanosUntilAlive())));
        }
    }

    private void publishOn(Xenstore store) throws XenstoreException {
        probe(store);
        connector.answered(store);
        startAfresh();
        agenda.connected(store);
        try {
            resumeWatch.connected(store);
            while (agenda.awaitPass(
                    store, this::nanosUntilDue, () -> !facts.get().pending().isEmpty())) {
                if (agenda.takeResume()) {
                    reporting.resumed();
                    startAfresh();
                }
                retryWatches(store);
                pass(store);
            }
        } finally {
            agenda.disconnected();
        }
    }

    /** A read is answered in time or not at all; a WATCH over the device would hold this thread until it is. */
    private static void probe(Xenstore store) throws XenstoreException {
        try {
            Optional<String> _ = store.read(PROBE);
        } catch (XenstoreException refused) {
            if (refused.refusal().isEmpty()) {
                throw refused;
            }
        }
    }

    /** Tries again what was refused; a resume may have gone unnoticed meanwhile. */
    private void retryWatches(Xenstore store) throws XenstoreException {
        long now = agenda.now();
        if (nanosUntilRetry(now) > 0) {
            return;
        }
        probe(store);
        connector.retry(store, now);
        if (resumeWatch.retry(store)) {
            startAfresh();
        }
    }

    private long nanosUntilRetry(long now) {
        return Math.min(connector.nanosUntilRetry(now), resumeWatch.nanosUntilDue(now));
    }

    private void startAfresh() {
        upkeep.forget();
        builtIn.doubtStore();
        remembered = null;
    }

    private long nanosUntilDue() {
        reporting.alive();
        long now = agenda.now();
        warnings.tell(now);
        long known = Math.min(mapping.nanosUntilDue(now), warnings.nanosUntilDue(now));
        long refused = Math.min(builtIn.nanosUntilDue(now), nanosUntilRetry(now));
        long again = Math.min(upkeep.nanosUntilDue(now), refused);
        return Math.min(reporting.nanosUntilAlive(), Math.min(known, again));
    }

    private void takeOver() {
        Takeover latest = ordered.getAndSet(null);
        if (latest != null) {
            mapping = new MappingInUse(latest.choice());
            builtIn.doubtStore();
            latest.handover().run();
        }
    }

    private void pass(Xenstore store) throws XenstoreException {
        takeOver();
        if (builtIn.learnStore(store, mapping.choice(), agenda.now())) {
            mapping.reconsider();
        }
        reporting.learnt(builtIn.refusal());
        FactSnapshot snapshot = builtIn.awaited(facts.get());
        if (!mapping.isSettled() && !mapping.choose(builtIn.with(snapshot.facts()), snapshot.pending(), agenda.now())) {
            report(store, new Evaluation(KeyTree.empty(), List.of(), published.slots(), List.of()), snapshot);
            return;
        }
        Evaluation wanted = evaluate(store, snapshot);
        List<Change> due = upkeep.due(wanted, published.paths());
        if (mapping.keysUseAgent() && !due.isEmpty()) {
            // Its own facts are no difference by themselves; now that there is one, they come along.
            builtIn.renewAgent(upkeep.writes(), errors());
            wanted = evaluate(store, snapshot);
            due = upkeep.due(wanted, published.paths());
        }
        try {
            upkeep.make(due, wanted.commit(), snapshot.pending().isEmpty(), store);
        } catch (XenstoreException lost) {
            published = published.perhaps(wanted.tree());
            throw lost;
        }
        remember(wanted);
        report(store, wanted, snapshot);
    }

    private Evaluation evaluate(Xenstore store, FactSnapshot snapshot) throws XenstoreException {
        if (!mapping.keysUseAgent()) {
            builtIn.renewAgent(upkeep.writes(), errors());
        }
        Map<String, Record> all = builtIn.with(snapshot.facts());
        Evaluation wanted = room.fit(mapping.mapping().evaluate(all, snapshot.pending(), published.slots()));
        upkeep.image().learn(store, wanted.tree(), published.paths());
        reporting.alive();
        if (!slotsAreGuessed) {
            return wanted;
        }
        slotsAreGuessed = !snapshot.pending().isEmpty();
        published = published.with(
                mapping.mapping().recoverSlots(all, upkeep.image().held(), published.slots()));
        Evaluation matched = room.fit(mapping.mapping().evaluate(all, snapshot.pending(), published.slots()));
        upkeep.image().learn(store, matched.tree(), published.paths());
        return matched;
    }

    /** After the writes: what a crash in between leaves is found by the same rules from the store itself. */
    private void remember(Evaluation wanted) {
        if (wanted.tree() == remembered
                && wanted.slots().equals(published.slots())
                && upkeep.writes() == rememberedWrites) {
            return;
        }
        published = published.after(wanted, upkeep.image());
        remembered = wanted.tree();
        rememberedWrites = upkeep.writes();
        file.ifPresent(known -> known.write(published));
    }

    private void report(Xenstore store, Evaluation wanted, FactSnapshot snapshot) {
        outages.passed(store.where(), agenda.now());
        reporting.passed(store.where(), mapping.chosen(), wanted, snapshot.pending(), upkeep.writes(), errors());
    }

    private long errors() {
        return losses + upkeep.refused();
    }
}
