package io.xenscribe.host;

import io.xenscribe.config.AgentConfig;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.linux.FreedMemory;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.publish.Publisher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what an administrator changed while the agent runs: configuration, mapping, plugins. All of it is read and
 * checked first; with an error in it, everything stays as it was. What has not changed goes on undisturbed.
 *
 * <p>The work is done on a thread of its own that ends with it, since reading takes longer than the publisher may be held
 * up. Safe for any thread.
 */
final class Reloading {

    private static final Logger log = LoggerFactory.getLogger(Reloading.class);

    private final Optional<Path> file;
    private final Crew crew;
    private final Publisher publisher;
    private final List<ReloadListener> listeners;

    /** Since nobody was at work: further ones need no thread. */
    private final AtomicInteger requests = new AtomicInteger();

    /** @param file the configuration's, where the usual places are not meant */
    Reloading(Optional<Path> file, Crew crew, Publisher publisher, List<ReloadListener> listeners) {
        this.file = file;
        this.crew = crew;
        this.publisher = publisher;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Tells one listener more from now on. */
    void tell(ReloadListener listener) {
        listeners.add(listener);
    }

    /** Asks for a reload. Requests while one runs are one more. */
    void request() {
        if (requests.getAndIncrement() == 0) {
            Thread worker = new Thread(null, this::work, "reload");
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        int served;
        do {
            served = requests.get();
            reload();
        } while (!requests.compareAndSet(served, 0));
    }

    private void reload() {
        listeners.forEach(ReloadListener::reloading);
        Instant begin = Instant.now();
        Problems problems = new Problems();
        boolean isTaken = false;
        try {
            isTaken = reload(problems);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            log.error("the reload failed, which it should not: {}; please report it", Reason.of(defect));
            log.debug("at", defect);
        }
        ReloadReport report = new ReloadReport(begin, isTaken, lines(problems));
        listeners.forEach(listener -> listener.reloaded(report));
        publisher.wake();
        FreedMemory.giveBack();
    }

    private boolean reload(Problems problems) throws InterruptedException {
        Roster former = crew.roster();
        Optional<AgentSetup> loaded = AgentSetup.loadAgain(file, former.setup(), problems);
        Optional<MappingChoice> mappings = loaded.flatMap(AgentSetup::mappings);
        if (loaded.isEmpty() || mappings.isEmpty() || problems.hasErrors()) {
            loaded.ifPresent(setup -> setup.closeWhatIsNotIn(former.setup()));
            lines(problems).forEach(log::error);
            log.error("the configuration is not taken up; the agent goes on with the one it has");
            return false;
        }
        lines(problems).forEach(log::warn);
        Roster next = crew.plan(loaded.get());
        CollectorRunner.stopAll(former.runnersNotIn(next));
        handOver(next, mappings.get());
        former.setup().closeWhatIsNotIn(next.setup());
        tell(former.setup(), next.setup());
        return true;
    }

    /** Facts and mapping change together, between two passes. */
    private void handOver(Roster next, MappingChoice mappings) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        publisher.use(mappings, () -> {
            crew.goOverTo(next);
            publisher.limitNodes(next.setup().config().nodes());
            done.countDown();
        });
        done.await();
    }

    private static void tell(AgentSetup former, AgentSetup next) {
        PluginChanges changes = PluginChanges.between(former.plugins(), next.plugins());
        log.info("the configuration is read again{}", changes);
        for (RefusedPlugin refused : changes.refused()) {
            log.warn("plugin {} is not used: it {}", refused.path(), refused.reason());
        }
        for (Path jar : next.plugins().overwritten()) {
            log.warn(
                    "plugin {} was written over while it was in use, which can break it: put the new jar beside it and"
                            + " rename it to this name instead",
                    jar);
        }
        tellOfWhatNeedsAStart(former.config(), next.config());
    }

    private static void tellOfWhatNeedsAStart(AgentConfig former, AgentConfig next) {
        List<String> options = new ArrayList<>();
        if (!former.store().equals(next.store())) {
            options.add("store");
        }
        if (former.log() != next.log()) {
            options.add("log");
        }
        if (former.reloadsOnChange() != next.reloadsOnChange()) {
            options.add("reload");
        }
        if (!options.isEmpty()) {
            log.warn("{}: takes effect at the agent's next start", String.join(", ", options));
        }
    }

    private static List<String> lines(Problems problems) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems.brief()) {
            lines.add(problem.toString());
        }
        return lines;
    }
}
