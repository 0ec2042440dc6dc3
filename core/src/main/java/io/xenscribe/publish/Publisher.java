package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.Key;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.util.ArrayList;
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
    private final StoreImage image = new StoreImage();
    private final Refusals refusals = new Refusals();
    private final Room room = new Room();
    private final Commitment commitment = new Commitment();
    private final Warnings warnings = new Warnings(log);
    private final Outages outages = new Outages(log);
    private final GrowingPause reread = new GrowingPause(Duration.ofSeconds(1), Duration.ofMinutes(10));

    private Published published;

    /** The tree and the count of writes after which {@link #published} was made; null when it may hold less by now. */
    private @Nullable KeyTree remembered;

    private long rememberedWrites;
    private boolean slotsAreGuessed;
    private long writes;
    private long errors;

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
        this.reporting = new Reporting(agenda, listeners, refusals, room, warnings);
        this.resumeWatch = new ResumeWatch(agenda, reporting);
        this.builtIn = new BuiltInFacts(agent);
        this.published = file.map(PublishedFile::read).orElse(Published.NOTHING);
        this.slotsAreGuessed = published.slots().scopes().isEmpty();
    }

    /** Publishes until {@link #stop}. Keys stay. A store that cannot be reached is tried again, with growing pauses. */
    public void run() {
        while (!agenda.isStopping()) {
            takeOver();
            try (Xenstore store = connector.connect()) {
                publishOn(store);
            } catch (XenstoreException lost) {
                errors++;
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
        image.forget();
        refusals.forget();
        room.forget();
        reread.reset();
        builtIn.doubtStore();
        remembered = null;
    }

    private long nanosUntilDue() {
        reporting.alive();
        long now = agenda.now();
        warnings.tell(now);
        long known = Math.min(mapping.nanosUntilDue(now), warnings.nanosUntilDue(now));
        long again = Math.min(refusals.nanosUntilDue(now), Math.min(room.nanosUntilDue(now), reread.nanosLeft(now)));
        long refused = Math.min(builtIn.nanosUntilDue(now), nanosUntilRetry(now));
        return Math.min(reporting.nanosUntilAlive(), Math.min(known, Math.min(again, refused)));
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
        List<Change> changes = changes(wanted);
        List<Change> due = refusals.due(changes, agenda.now());
        if (mapping.keysUseAgent() && !due.isEmpty()) {
            // Its own facts are no difference by themselves; now that there is one, they come along.
            builtIn.renewAgent(writes, errors);
            wanted = evaluate(store, snapshot);
            changes = changes(wanted);
            due = refusals.due(changes, agenda.now());
        }
        refusals.retain(changes, wanted.commit());
        try {
            commitment.add(write(store, due));
            commit(store, wanted.commit(), snapshot.pending().isEmpty());
        } catch (XenstoreException lost) {
            commitment.add(due);
            published = published.perhaps(wanted.tree());
            throw lost;
        }
        settle();
        remember(wanted);
        report(store, wanted, snapshot);
    }

    private List<Change> changes(Evaluation wanted) {
        return room.ordered(wanted.tree().diff(image.held(), published.paths()));
    }

    /** Looks at what could not be done, and whether it is to be tried again soon. */
    private void settle() {
        long now = agenda.now();
        if (room.settle(image.held(), now)) {
            refusals.roomWasMade(now);
            agenda.news();
        }
        if (image.isIncomplete()) {
            Duration _ = reread.begin(now);
        } else {
            reread.reset();
        }
    }

    private Evaluation evaluate(Xenstore store, FactSnapshot snapshot) throws XenstoreException {
        if (!mapping.keysUseAgent()) {
            builtIn.renewAgent(writes, errors);
        }
        Map<String, Record> all = builtIn.with(snapshot.facts());
        Evaluation wanted = room.fit(mapping.mapping().evaluate(all, snapshot.pending(), published.slots()));
        image.learn(store, wanted.tree(), published.paths());
        reporting.alive();
        if (!slotsAreGuessed) {
            return wanted;
        }
        slotsAreGuessed = !snapshot.pending().isEmpty();
        published = published.with(mapping.mapping().recoverSlots(all, image.held(), published.slots()));
        Evaluation matched = room.fit(mapping.mapping().evaluate(all, snapshot.pending(), published.slots()));
        image.learn(store, matched.tree(), published.paths());
        return matched;
    }

    private List<Change> write(Xenstore store, List<Change> changes) throws XenstoreException {
        List<Change> made = new ArrayList<>(changes.size());
        new ChangeWriter(store, new ChangeWriter.Result() {
                    @Override
                    public void accepted(Change change) {
                        reporting.alive();
                        writes++;
                        int nodes = change instanceof Change.Write ? image.missing(change.path()) : 0;
                        image.apply(change);
                        refusals.accepted(change);
                        room.accepted(change, nodes);
                        if (change instanceof Change.Remove) {
                            refusals.roomWasMade(agenda.now());
                        }
                        made.add(change);
                    }

                    @Override
                    public void refused(Change change, StoreError error) {
                        reporting.alive();
                        errors++;
                        refusals.refused(change, error, agenda.now());
                        if (change instanceof Change.Write(Key key) && Refusals.isForRoom(error)) {
                            room.refused(key, image.missing(key.path()));
                        }
                    }
                })
                .write(changes);
        return made;
    }

    private void commit(Xenstore store, List<CommitKey> keys, boolean isComplete) throws XenstoreException {
        List<Change> _ = write(store, refusals.due(commitment.due(keys, isComplete, refusals), agenda.now()));
        commitment.done(isComplete);
    }

    /** After the writes: what a crash in between leaves is found by the same rules from the store itself. */
    private void remember(Evaluation wanted) {
        if (wanted.tree() == remembered && wanted.slots().equals(published.slots()) && writes == rememberedWrites) {
            return;
        }
        published = published.after(wanted, image);
        remembered = wanted.tree();
        rememberedWrites = writes;
        file.ifPresent(known -> known.write(published));
    }

    private void report(Xenstore store, Evaluation wanted, FactSnapshot snapshot) {
        outages.passed(store.where(), agenda.now());
        reporting.passed(store.where(), mapping.chosen(), wanted, snapshot.pending(), writes, errors);
    }
}
