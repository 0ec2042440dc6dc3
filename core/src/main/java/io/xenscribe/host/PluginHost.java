package io.xenscribe.host;

import io.xenscribe.config.PluginPins;
import io.xenscribe.config.TrustedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the plugins in the plugin folders and loads each in isolation. Folders are taken in order and jars by name; of
 * two plugins with the same id, the same facts or the same script language, the first stays. A plugin that cannot be used is a
 * {@link RefusedPlugin}, and the others never notice. Belongs to one thread.
 */
public final class PluginHost implements AutoCloseable {

    private final IsolatedPlugins isolated = new IsolatedPlugins();
    private final ApiVersion api = ApiVersion.current();
    private final Predicate<String> wanted;
    private final Function<LoadedCollector<?>, Optional<String>> objection;
    private final PluginPins pins;

    private final Map<String, Held> loaded = new LinkedHashMap<>();
    private final List<RefusedPlugin> refused = new ArrayList<>();
    private final List<UnusedPlugin> unused = new ArrayList<>();
    private final List<Path> overwritten = new ArrayList<>();

    /**
     * A plugin in use.
     *
     * @param stamp of its jar, taken before the jar was read
     * @param digest of its jar, where that had a pin
     * @param home has its class loader; another host's when the plugin was taken over from there
     */
    private record Held(LoadedPlugin plugin, Optional<JarStamp> stamp, Optional<String> digest, IsolatedPlugins home) {}

    /**
     * Loads nothing yet.
     *
     * @param wanted whether the plugin with this id shall be loaded
     * @param objection what is wrong with a collector's facts or options, if anything; a reason for refusing its plugin
     * @param pins what the jars of plugins must hold
     */
    public PluginHost(
            Predicate<String> wanted, Function<LoadedCollector<?>, Optional<String>> objection, PluginPins pins) {
        this.wanted = wanted;
        this.objection = objection;
        this.pins = pins;
    }

    /** Loads all jars of the folder, by name. A folder that does not exist holds none. */
    public void loadAll(Path folder) {
        loadAll(folder, EarlierPlugins.NONE);
    }

    /** The same beside plugins in use: of those that are the same and still wanted, nothing is loaded again. */
    void loadAll(Path folder, EarlierPlugins earlier) {
        List<Path> jars = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return;
        }
        Optional<String> distrust = TrustedFile.objection(folder);
        if (distrust.isPresent()) {
            refused.add(new RefusedPlugin(folder, Optional.empty(), distrust.get()));
            keepAll(folder, earlier);
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.toString().endsWith(".jar")) {
                    jars.add(entry);
                }
            }
        } catch (IOException e) {
            refused.add(new RefusedPlugin(folder, Optional.empty(), "cannot be read: " + Reason.of(e)));
        }
        Collections.sort(jars);
        for (Path jar : jars) {
            load(jar, earlier);
        }
    }

    /** Loads one jar, or tries again; what becomes of it is in {@link #loaded}, {@link #refused} or {@link #unused}. */
    public void load(Path path) {
        load(path, EarlierPlugins.NONE);
    }

    private void load(Path path, EarlierPlugins earlier) {
        refused.removeIf(former -> former.path().equals(path));
        unused.removeIf(former -> former.path().equals(path));
        Optional<JarStamp> stamp = JarStamp.of(path);
        Optional<Held> former = earlier.inUse().flatMap(host -> host.at(path));
        if (former.isPresent() && mayStay(former.get(), stamp, earlier)) {
            keep(former.get());
            return;
        }
        if (former.isPresent() && isOverwritten(former.get(), stamp)) {
            overwritten.add(path);
        }
        Optional<RefusedPlugin> refusal = loadAnew(path, stamp);
        if (refusal.isPresent()
                && former.isPresent()
                && wanted.test(former.get().plugin().id())
                && fitsPin(former.get(), stamp)) {
            String reason = refusal.get().reason() + "; what was loaded of it before stays in use";
            refused.add(new RefusedPlugin(path, refusal.get().id(), reason));
            keep(former.get());
        } else {
            refusal.ifPresent(refused::add);
        }
    }

    private boolean mayStay(Held former, Optional<JarStamp> stamp, EarlierPlugins earlier) {
        LoadedPlugin plugin = former.plugin();
        return former.stamp().equals(stamp)
                && wanted.test(plugin.id())
                && earlier.isWanted().test(plugin)
                && fitsPin(former, stamp);
    }

    /** Whether the pins let a plugin go on that is in use. */
    private boolean fitsPin(Held former, Optional<JarStamp> stamp) {
        Optional<String> pin = pins.of(former.plugin().id());
        if (pin.isEmpty()) {
            return !pins.only();
        }
        return former.digest().isPresent()
                ? former.digest().equals(pin)
                : former.stamp().equals(stamp)
                        && PinnedJar.holds(former.plugin().path(), pin.get());
    }

    /** What was loaded of a folder while that was trusted. */
    private void keepAll(Path folder, EarlierPlugins earlier) {
        if (earlier.inUse().isEmpty()) {
            return;
        }
        for (Held former : earlier.inUse().get().loaded.values()) {
            LoadedPlugin plugin = former.plugin();
            if (folder.equals(plugin.path().getParent())
                    && wanted.test(plugin.id())
                    && fitsPin(former, JarStamp.of(plugin.path()))) {
                keep(former);
            }
        }
    }

    private static boolean isOverwritten(Held former, Optional<JarStamp> stamp) {
        return former.stamp().isPresent()
                && stamp.isPresent()
                && former.stamp().get().isOverwrittenBy(stamp.get());
    }

    /** Takes over a plugin from another host, unless one of ours is in its way. */
    private void keep(Held former) {
        LoadedPlugin plugin = former.plugin();
        try {
            checkId(plugin.id());
            new Admission(loaded(), objection).check(plugin);
            loaded.put(plugin.id(), former);
        } catch (RefusalException e) {
            refused.add(new RefusedPlugin(plugin.path(), Optional.of(plugin.id()), e.reason()));
        }
    }

    private Optional<RefusedPlugin> loadAnew(Path path, Optional<JarStamp> stamp) {
        PluginJar jar;
        try {
            jar = PluginJar.read(path);
        } catch (RefusalException e) {
            return Optional.of(new RefusedPlugin(path, Optional.empty(), e.reason()));
        }
        if (!wanted.test(jar.id())) {
            unused.add(new UnusedPlugin(jar.id(), jar.version(), jar.provider(), path));
            return Optional.empty();
        }
        try {
            checkId(jar.id());
            checkApi(jar);
            Optional<PinnedJar> pinned = PinnedJar.check(jar, pins);
            LoadedPlugin plugin = loadIsolated(jar);
            if (pinned.isPresent()) {
                checkUnchanged(pinned.get(), jar);
            }
            loaded.put(jar.id(), new Held(plugin, stamp, pinned.map(PinnedJar::digest), isolated));
            return Optional.empty();
        } catch (RefusalException e) {
            return Optional.of(new RefusedPlugin(path, Optional.of(jar.id()), e.reason()));
        }
    }

    private Optional<Held> at(Path path) {
        for (Held held : loaded.values()) {
            if (held.plugin().path().equals(path)) {
                return Optional.of(held);
            }
        }
        return Optional.empty();
    }

    /** The plugins in use, in the order they were loaded. */
    public List<LoadedPlugin> loaded() {
        List<LoadedPlugin> plugins = new ArrayList<>(loaded.size());
        for (Held held : loaded.values()) {
            plugins.add(held.plugin());
        }
        return List.copyOf(plugins);
    }

    public List<RefusedPlugin> refused() {
        return List.copyOf(refused);
    }

    public List<UnusedPlugin> unused() {
        return List.copyOf(unused);
    }

    /** Jars that were written to while a plugin of theirs was in use, which may miss classes since. */
    List<Path> overwritten() {
        return List.copyOf(overwritten);
    }

    /**
     * Closes the class loader of a plugin; its collectors must have ended and its scripts be closed. Its classes go once nobody holds an object of
     * them.
     *
     * @return whether there was such a plugin
     */
    public boolean unload(String id) {
        Held held = loaded.remove(id);
        return held != null && held.home().unload(id);
    }

    @Override
    public void close() {
        for (LoadedPlugin plugin : loaded()) {
            unload(plugin.id());
        }
    }

    /** Closes all but what {@code other} uses as well. */
    @SuppressWarnings("ReferenceEquality") // A plugin that was loaded again says the same of itself.
    void closeWhatIsNotIn(PluginHost other) {
        for (Held held : List.copyOf(loaded.values())) {
            if (other.loaded.get(held.plugin().id()) != held) {
                unload(held.plugin().id());
            }
        }
    }

    private void checkId(String id) throws RefusalException {
        Held other = loaded.get(id);
        if (other != null) {
            throw new RefusalException(
                    "has the id " + id + " that " + other.plugin().path() + " has already");
        }
    }

    private void checkApi(PluginJar jar) throws RefusalException {
        if (!jar.requires().admits(api)) {
            throw new RefusalException("needs version " + jar.requires() + " of the plugin API; this agent has " + api);
        }
    }

    private void checkUnchanged(PinnedJar pinned, PluginJar jar) throws RefusalException {
        try {
            pinned.checkUnchanged();
        } catch (RefusalException e) {
            isolated.unload(jar.id());
            throw e;
        }
    }

    private LoadedPlugin loadIsolated(PluginJar jar) throws RefusalException {
        boolean done = false;
        try {
            LoadedPlugin plugin = new Admission(loaded(), objection).admit(jar, isolated.load(jar));
            done = true;
            return plugin;
        } catch (Error e) { // Not only those of linking: a constructor or a name() may throw any.
            throw new RefusalException(Reason.of(e));
        } finally {
            if (!done) {
                isolated.unload(jar.id());
            }
        }
    }
}
