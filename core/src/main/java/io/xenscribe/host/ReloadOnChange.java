package io.xenscribe.host;

import io.xenscribe.linux.Descriptor;
import io.xenscribe.linux.Poll;
import io.xenscribe.linux.Wakeup;
import io.xenscribe.linux.WatchedDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a reload when something changed in a folder that the set-up was read from: those of the configuration, its
 * drop-ins, the mapping and the plugins. Has a thread of its own, asleep in poll(2), to the agent's end.
 */
final class ReloadOnChange implements ReloadListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReloadOnChange.class);

    /** Whoever copies several files, or one large one, is not through after the first event. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private static final Duration ENDLESS = Duration.ofDays(1);

    private final Supplier<AgentSetup> setup;
    private final Reloading reloading;

    /** Says that the folders may be others now, or that it is over. */
    private final Wakeup moved;

    private volatile boolean isOver;

    private ReloadOnChange(Supplier<AgentSetup> setup, Reloading reloading) throws IOException {
        this.setup = setup;
        this.reloading = reloading;
        this.moved = new Wakeup();
    }

    /**
     * Begins to watch.
     *
     * @param setup the one that holds at the time, which says what to watch
     */
    static Optional<ReloadOnChange> start(Supplier<AgentSetup> setup, Reloading reloading) {
        try {
            ReloadOnChange change = new ReloadOnChange(setup, reloading);
            reloading.tell(change);
            Watched watched = change.watch();
            Thread watcher = new Thread(null, () -> change.run(watched), "reload-on-change");
            watcher.setDaemon(true);
            watcher.start();
            return Optional.of(change);
        } catch (IOException failure) {
            tellOfEnd(failure);
            return Optional.empty();
        }
    }

    /** Asks for no reload any more. */
    @Override
    public void close() {
        isOver = true;
        moved.signal();
    }

    @Override
    public void reloading() {}

    @Override
    public void reloaded(ReloadReport report) {
        moved.signal();
    }

    /** Folders, and what tells of changes of those that exist. */
    private record Watched(Set<Path> folders, List<WatchedDirectory> open) {}

    private void run(Watched first) {
        Watched watched = first;
        try {
            while (!isOver) {
                boolean hasChanged = awaitChange(watched.open());
                // Before anything is read, so that what happens from now on is noticed.
                Watched latest = watch();
                watched.open().forEach(Descriptor::close);
                // What happened in a folder between its first reading and now is not known.
                hasChanged |= !watched.folders().containsAll(latest.folders());
                watched = latest;
                if (hasChanged && !isOver) {
                    reloading.request();
                }
            }
        } catch (IOException failure) {
            tellOfEnd(failure);
        }
    }

    private static void tellOfEnd(IOException failure) {
        log.warn("changes of the configuration are not noticed, SIGHUP is needed: {}", Reason.of(failure));
    }

    private Watched watch() throws IOException {
        Set<Path> folders = folders(setup.get());
        List<WatchedDirectory> open = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                open.add(WatchedDirectory.open(folder));
            }
        }
        return new Watched(folders, open);
    }

    private static Set<Path> folders(AgentSetup setup) {
        Set<Path> folders = new LinkedHashSet<>();
        addParent(setup.config().file(), folders);
        folders.add(setup.config().file().resolveSibling("conf.d").toAbsolutePath());
        addParent(setup.config().mapping(), folders);
        setup.mappings().ifPresent(mappings -> mappings.files().forEach(file -> addParent(file, folders)));
        folders.add(setup.config().homeConfig().toAbsolutePath());
        setup.config().pluginFolders().forEach(folder -> folders.add(folder.toAbsolutePath()));
        return folders;
    }

    private static void addParent(Path file, Set<Path> folders) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            folders.add(parent);
        }
    }

    /** Whether something changed, and nothing did for a while after it; else the folders may be others. */
    private boolean awaitChange(List<WatchedDirectory> folders) throws IOException {
        Poll poll = poll(folders);
        boolean hasChanged = false;
        while (true) {
            if (!poll.await(hasChanged ? CALM : ENDLESS)) {
                if (hasChanged) {
                    return true;
                }
                continue;
            }
            if (isOver) {
                return false;
            }
            if (poll.ready(folders.size()) && !hasChanged) {
                moved.clear();
                return false;
            }
            for (int i = 0; i < folders.size(); i++) {
                hasChanged |= poll.ready(i);
                folders.get(i).taken();
            }
            moved.clear();
        }
    }

    private Poll poll(List<WatchedDirectory> folders) {
        int[] fds = new int[folders.size() + 1];
        int[] events = new int[folders.size() + 1];
        for (int i = 0; i < folders.size(); i++) {
            fds[i] = folders.get(i).fd();
            events[i] = folders.get(i).events();
        }
        fds[folders.size()] = moved.fd();
        events[folders.size()] = Poll.READABLE;
        return new Poll(fds, events);
    }
}
