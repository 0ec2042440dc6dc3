package io.xenscribe.publish;

import io.xenscribe.mapping.Change;
import io.xenscribe.mapping.CommitKey;
import io.xenscribe.mapping.Evaluation;
import io.xenscribe.mapping.KeyTree;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.mapping.Warning;
import io.xenscribe.xenstore.StoreError;
import io.xenscribe.xenstore.Xenstore;
import io.xenscribe.xenstore.XenstoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
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

    /** Any node will do: every watch fires when the domain resumes, and this one never fires otherwise. */
    private static final String RESUME_SIGNAL = "unique-domain-id";

    private static final Duration FIRST_RECONNECT = Duration.ofMillis(100);
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(30);

    private final StoreConnector connector;
    private final Supplier<FactSnapshot> facts;
    private final Optional<PublishedFile> file;
    private final List<PassListener> listeners;
    private final BuiltInFacts builtIn;
    private final AtomicReference<@Nullable Takeover> ordered = new AtomicReference<>();
    private MappingInUse mapping;
    private boolean usesStoreFacts;

    private final Agenda agenda = new Agenda();
    private final StoreImage image = new StoreImage();
    private final Refusals refusals = new Refusals();
    private final Warnings warnings = new Warnings(log);

    /** Changes that were being made when a connection was lost: whether they are, and are committed, is not known. */
    private final List<Change> unsure = new ArrayList<>();

    private Published published;

    /** The tree and the count of writes after which {@link #published} was made; null when it may hold less by now. */
    private @Nullable KeyTree remembered;

    private long rememberedWrites;
    private boolean slotsAreGuessed;
    private boolean isLost;
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
        this.connector = connector;
        this.facts = facts;
        this.mapping = new MappingInUse(choice);
        this.file = file;
        this.listeners = List.copyOf(listeners);
        this.usesStoreFacts = choice.uses(StoreFacts.NAME);
        this.builtIn = new BuiltInFacts(agent);
        this.published = file.map(PublishedFile::read).orElse(Published.NOTHING);
        this.slotsAreGuessed = published.slots().scopes().isEmpty();
    }

    /** Publishes until {@link #stop}. Keys stay. A store that cannot be reached is tried again, with growing pauses. */
    public void run() {
        Duration pause = FIRST_RECONNECT;
        while (!agenda.isStopping()) {
            takeOver();
            long passesBefore = agenda.passes();
            try (Xenstore store = connector.connect()) {
                publishOn(store);
            } catch (XenstoreException lost) {
                errors++;
                listeners.forEach(listener -> listener.disconnected(String.valueOf(lost.getMessage())));
                if (!isLost) {
                    log.warn("the store cannot be used, trying again: {}", lost.getMessage());
                    isLost = true;
                }
                pause = agenda.passes() > passesBefore ? FIRST_RECONNECT : longer(pause);
                sleep(pause);
            }
        }
        listeners.forEach(PassListener::stopping);
        warnings.tellAll();
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
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !agenda.isStopping(); left = end - System.nanoTime()) {
            alive();
            agenda.sleep(Duration.ofNanos(Math.min(left, nanosUntilAlive())));
        }
    }

    private void alive() {
        long now = System.nanoTime();
        for (PassListener listener : listeners) {
            listener.alive(now);
        }
    }

    private long nanosUntilAlive() {
        long now = System.nanoTime();
        long nanos = Long.MAX_VALUE;
        for (PassListener listener : listeners) {
            nanos = Math.min(nanos, listener.nanosUntilAlive(now));
        }
        return nanos;
    }

    private void publishOn(Xenstore store) throws XenstoreException {
        startAfresh();
        agenda.connected(store);
        try {
            watchForResume(store);
            while (agenda.awaitPass(
                    store, this::nanosUntilDue, () -> !facts.get().pending().isEmpty())) {
                if (agenda.takeResume()) {
                    listeners.forEach(PassListener::resumed);
                    startAfresh();
                }
                pass(store);
            }
        } finally {
            agenda.disconnected();
        }
    }

    /** The watch ends with the connection. One that the store refuses is no reason not to publish. */
    private void watchForResume(Xenstore store) throws XenstoreException {
        try {
            Xenstore.Watch _ = store.watch(RESUME_SIGNAL, agenda::watchFired);
        } catch (XenstoreException refused) {
            if (refused.refusal().isEmpty()) {
                throw refused;
            }
            warnings.add(
                    "resume",
                    "a migration or resume will not be noticed until the agent is started again: "
                            + refused.getMessage(),
                    System.nanoTime());
        }
    }

    private void startAfresh() {
        image.forget();
        refusals.forget();
        builtIn.doubtStore();
        remembered = null;
    }

    private long nanosUntilDue() {
        alive();
        long now = System.nanoTime();
        warnings.tell(now);
        long due = Math.min(warnings.nanosUntilDue(now), refusals.nanosUntilDue(now));
        return Math.min(nanosUntilAlive(), Math.min(mapping.nanosUntilDue(now), due));
    }

    private void takeOver() {
        Takeover latest = ordered.getAndSet(null);
        if (latest != null) {
            mapping = new MappingInUse(latest.choice());
            usesStoreFacts = latest.choice().uses(StoreFacts.NAME);
            latest.handover().run();
        }
    }

    private void pass(Xenstore store) throws XenstoreException {
        takeOver();
        FactSnapshot snapshot = facts.get();
        if (usesStoreFacts && builtIn.learnStore(store)) {
            mapping.reconsider();
        }
        if (!mapping.isSettled()
                && !mapping.choose(builtIn.with(snapshot.facts()), snapshot.pending(), System.nanoTime())) {
            report(store, new Evaluation(KeyTree.empty(), List.of(), published.slots(), List.of()), snapshot);
            return;
        }
        Evaluation wanted = evaluate(store, snapshot);
        List<Change> changes = wanted.tree().diff(image.held(), published.paths());
        List<Change> due = refusals.due(changes, System.nanoTime());
        if (mapping.keysUseAgent() && !due.isEmpty()) {
            // Its own facts are no difference by themselves; now that there is one, they come along.
            builtIn.renewAgent(writes, errors);
            wanted = evaluate(store, snapshot);
            changes = wanted.tree().diff(image.held(), published.paths());
            due = refusals.due(changes, System.nanoTime());
        }
        refusals.retain(changes, wanted.commit());
        try {
            unsure.addAll(write(store, due));
            commit(store, wanted.commit());
        } catch (XenstoreException lost) {
            unsure.addAll(due);
            published = published.perhaps(wanted.tree());
            throw lost;
        }
        remember(wanted);
        report(store, wanted, snapshot);
    }

    private Evaluation evaluate(Xenstore store, FactSnapshot snapshot) throws XenstoreException {
        if (!mapping.keysUseAgent()) {
            builtIn.renewAgent(writes, errors);
        }
        Map<String, Record> all = builtIn.with(snapshot.facts());
        Evaluation wanted = mapping.mapping().evaluate(all, snapshot.pending(), published.slots());
        image.learn(store, wanted.tree(), published.paths());
        alive();
        if (!slotsAreGuessed) {
            return wanted;
        }
        slotsAreGuessed = !snapshot.pending().isEmpty();
        published = published.with(mapping.mapping().recoverSlots(all, image.held(), published.slots()));
        Evaluation matched = mapping.mapping().evaluate(all, snapshot.pending(), published.slots());
        image.learn(store, matched.tree(), published.paths());
        return matched;
    }

    private List<Change> write(Xenstore store, List<Change> changes) throws XenstoreException {
        List<Change> made = new ArrayList<>(changes.size());
        new ChangeWriter(store, new ChangeWriter.Result() {
                    @Override
                    public void accepted(Change change) {
                        alive();
                        writes++;
                        image.apply(change);
                        refusals.accepted(change);
                        if (change instanceof Change.Remove) {
                            refusals.roomWasMade(System.nanoTime());
                        }
                        made.add(change);
                    }

                    @Override
                    public void refused(Change change, StoreError error) {
                        alive();
                        errors++;
                        refusals.refused(change, error, System.nanoTime());
                    }
                })
                .write(changes);
        return made;
    }

    private void commit(Xenstore store, List<CommitKey> keys) throws XenstoreException {
        List<Change> following = new ArrayList<>(keys.size());
        for (CommitKey key : keys) {
            if (key.follows(unsure) || refusals.contains(key.key().path())) {
                following.add(new Change.Write(key.key()));
            }
        }
        write(store, refusals.due(following, System.nanoTime()));
        unsure.clear();
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
        long now = System.nanoTime();
        if (isLost) {
            log.info("the store answers again: {}", store.where());
            isLost = false;
        }
        warnings.postpone(now);
        wanted.warnings().forEach(warning -> warnings.add(warning.condition(), warning.text(), now));
        refusals.warn(warnings, now);
        PassReport report = new PassReport(
                Instant.now(),
                store.where(),
                mapping.chosen(),
                wanted.tree().keys().size(),
                writes,
                errors,
                List.copyOf(new TreeSet<>(snapshot.pending())),
                refusals.byRule(),
                texts(wanted.warnings()));
        listeners.forEach(listener -> listener.passed(report));
    }

    private static List<String> texts(List<Warning> warnings) {
        List<String> texts = new ArrayList<>(warnings.size());
        warnings.forEach(warning -> texts.add(warning.text()));
        return texts;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_RECONNECT) < 0 ? twice : LONGEST_RECONNECT;
    }
}
