package io.xenscribe.host;

import io.xenscribe.api.Root;
import io.xenscribe.config.Problem;
import io.xenscribe.config.Problems;
import io.xenscribe.config.StoreChoice;
import io.xenscribe.mapping.MappingChoice;
import io.xenscribe.publish.AgentIdentity;
import io.xenscribe.publish.DryRunStore;
import io.xenscribe.publish.PassListener;
import io.xenscribe.publish.PublishedFile;
import io.xenscribe.publish.Publisher;
import io.xenscribe.publish.StoreConnector;
import io.xenscribe.xenstore.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** The daemon: collectors on their threads, the publisher on this one, until SIGTERM or SIGINT. */
public final class Agent {

    /** Exit codes, see docs/usage.md. */
    public static final int DONE = 0;

    public static final int FAILURE = 1;
    public static final int WRONG_CONFIGURATION = 78;

    /** Longer than a request to the store can take. */
    private static final Duration LONGEST_END = Duration.ofSeconds(7);

    private final RunOptions options;
    private final AgentSetup setup;
    private final MappingChoice mappings;
    private final Root root = Root.of(Path.of("/"));
    private final Logger log = LoggerFactory.getLogger(Agent.class);
    private final Optional<ServiceNotice> notice;
    private volatile @Nullable Publisher publisher;

    private Agent(RunOptions options, AgentSetup setup, MappingChoice mappings) {
        this.options = options;
        this.setup = setup;
        this.mappings = mappings;
        String socket = System.getenv("NOTIFY_SOCKET");
        this.notice = socket == null ? Optional.empty() : ServiceNotice.ofEnvironment(socket);
    }

    /** Runs the agent to its end; returns the exit code. */
    public static int run(RunOptions options) {
        Problems problems = new Problems();
        Optional<AgentSetup> setup = AgentSetup.load(options.config(), ScriptRunner.Start.AT_FIRST_USE, problems);
        Optional<StoreChoice> choice = options.store().isPresent()
                ? StoreChoice.parse(options.store().get())
                : setup.map(loaded -> loaded.config().store());
        if (options.store().isPresent() && choice.isEmpty()) {
            System.err.println("--store=" + options.store().get() + ": must be " + StoreChoice.FORMS);
            return 2;
        }
        for (Problem problem : problems.brief()) {
            System.err.println(problem);
        }
        if (setup.isEmpty()
                || choice.isEmpty()
                || problems.hasErrors()
                || setup.get().mappings().isEmpty()) {
            return WRONG_CONFIGURATION;
        }
        AgentSetup loaded = setup.get();
        try {
            return new Agent(options, loaded, loaded.mappings().get()).run(choice.get());
        } catch (IOException failure) {
            System.err.println(Reason.of(failure));
            return FAILURE;
        } catch (RuntimeException defect) {
            Logger log = LoggerFactory.getLogger(Agent.class);
            log.error("the agent ends, which it should not: {}; please report it", Reason.of(defect));
            log.debug("at", defect);
            return FAILURE;
        }
    }

    private int run(StoreChoice choice) throws IOException {
        Stores chosen = Stores.choose(choice, root);
        if (chosen instanceof Stores.Reachable(StoreConnector connector)) {
            return options.dryRun() ? tryOut(connector) : publish(connector, RuntimeDirectory.ofEnvironment());
        } else if (chosen instanceof Stores.Embedded(MemoryStore memory)) {
            PassListener display = new StoreDisplay(memory.guest(), System.out);
            return publish(memory::guest, identity(), Optional.empty(), _ -> List.of(display));
        } else if (chosen instanceof Stores.Missing(String reason)) {
            System.err.println(reason);
            return FAILURE;
        } else if (chosen instanceof Stores.NotHere(String machine)) {
            System.out.println(machine + ": there is nothing to report");
            notice.ifPresent(manager -> manager.done(machine + ": there is nothing to report"));
        }
        return DONE;
    }

    /** Prints what would be written, with what the running agent remembers. */
    private int tryOut(StoreConnector connector) throws IOException {
        PublishedFile file =
                PublishedFile.toRead(RuntimeDirectory.ofEnvironment().published(), BootId.of(root));
        return publish(
                () -> new DryRunStore(connector.connect(), System.out), identity(), Optional.of(file), _ -> List.of());
    }

    /** Publishes, and keeps what is to be remembered and told in {@code directory}. */
    private int publish(StoreConnector connector, RuntimeDirectory directory) throws IOException {
        AgentIdentity identity = identity();
        try (AgentLock lock = AgentLock.take(directory, identity.pid())) {
            List<String> others = new ArrayList<>(OtherAgents.running(root));
            lock.holder().ifPresent(others::add);
            tellOfOthers(others);
            return publish(
                    connector,
                    identity,
                    Optional.of(new PublishedFile(directory.published(), BootId.of(root))),
                    crew -> {
                        crew.heed(ScriptRecord.read(directory.scripts()));
                        return List.of(new StatusFile(directory.status(), identity, crew::roster, others));
                    });
        }
    }

    private static AgentIdentity identity() {
        return new AgentIdentity(Version.text(), ProcessHandle.current().pid(), Instant.now());
    }

    /** Publishes until a signal. */
    private int publish(
            StoreConnector connector,
            AgentIdentity identity,
            Optional<PublishedFile> file,
            Function<Crew, List<PassListener>> listenersOf) {
        tellOfRefusedPlugins();
        FactBoard board = new FactBoard(this::wake);
        StoreLine line = new StoreLine(connector);
        Crew crew = new Crew(setup, new Surroundings(root, line::current, line.watches(), board), this::wake);
        line.atFirstConnection(crew::start);
        List<PassListener> listeners = new ArrayList<>(listenersOf.apply(crew));
        listeners.add(new Rounds(() -> crew.roster().runners()));
        notice.ifPresent(listeners::add);
        Publisher main = new Publisher(line, new SoundFacts(board), mappings, file, identity, listeners);
        main.limitNodes(setup.config().nodes());
        publisher = main;
        Exhaustion.prepare(() -> {
            main.stop();
            crew.roster().setup().scripts().noteEnd();
        });
        CountDownLatch ended = new CountDownLatch(1);
        Signal.handle(new Signal("TERM"), signal -> end(main, ended));
        Signal.handle(new Signal("INT"), signal -> end(main, ended));
        listenForReloads(crew, main, listeners);
        main.run();
        ended.countDown();
        crew.stop();
        return Exhaustion.hasBegun() ? FAILURE : DONE;
    }

    /** On a thread of its own, which waits for a publisher that the kernel may hold for as long as the store is silent. */
    private static void end(Publisher main, CountDownLatch ended) {
        main.stop();
        try {
            if (!ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
                // Nothing is lost: what is to be remembered is written after each pass.
                Runtime.getRuntime().halt(Exhaustion.hasBegun() ? FAILURE : DONE);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenForReloads(Crew crew, Publisher main, List<PassListener> listeners) {
        List<ReloadListener> interested = new ArrayList<>();
        for (PassListener listener : listeners) {
            if (listener instanceof ReloadListener reloads) {
                interested.add(reloads);
            }
        }
        Reloading reloading = new Reloading(options.config(), crew, main, interested);
        Signal.handle(new Signal("HUP"), signal -> reloading.request());
        if (setup.config().reloadsOnChange()) {
            Optional<ReloadOnChange> _ =
                    ReloadOnChange.start(() -> crew.roster().setup(), reloading);
        }
    }

    private void tellOfRefusedPlugins() {
        for (RefusedPlugin refused : setup.plugins().refused()) {
            log.warn("plugin {} is not used: it {}", refused.path(), refused.reason());
        }
    }

    private void tellOfOthers(List<String> others) {
        if (!others.isEmpty()) {
            log.warn(
                    "another guest agent is running: {}; both write the same keys, so stop one of them",
                    String.join(", ", others));
        }
    }

    private void wake() {
        Publisher waiting = publisher;
        if (waiting != null) {
            waiting.wake();
        }
    }
}
