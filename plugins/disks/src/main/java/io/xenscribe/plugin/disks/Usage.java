package io.xenscribe.plugin.disks;

import io.xenscribe.api.Context;
import io.xenscribe.api.FileSystemUsage;
import io.xenscribe.api.Root;
import io.xenscribe.plugin.disks.Errands.Errand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Asks mounted file systems how full they are. */
final class Usage {

    /** The first process's root folder, which leads into its name space for whoever may trace it. */
    private static final String GUEST_ROOT = "/proc/1/root";

    private final Context<?> context;
    private final Errands errands;
    private final Map<String, Errand<FileSystemUsage>> asked = new HashMap<>();

    Usage(Context<?> context, Errands errands) {
        this.context = context;
        this.errands = errands;
    }

    /** Begins a look. */
    void begin() {
        asked.clear();
    }

    /** Prepares the errand to a file system, of all its mounts. */
    void ask(List<Mount> mounts, MountView view) {
        Optional<String> path = path(mounts, view);
        if (path.isPresent()) {
            String object = "The file system at " + path.get();
            asked.put(mounts.get(0).number(), errands.prepare(object, new Question(context, path.get())));
        }
    }

    /** After the errands; nothing where it cannot be reached, or does not answer. */
    Optional<FileSystemUsage> of(List<Mount> mounts) {
        Errand<FileSystemUsage> errand = asked.get(mounts.get(0).number());
        return errand == null ? Optional.empty() : errand.result();
    }

    /** At the same path of another name space there may be something else, so the agent's own mounts decide. */
    private Optional<String> path(List<Mount> mounts, MountView view) {
        if (context.root().isLive()) {
            Optional<String> own =
                    view.own().reachable(view.own().of(mounts.get(0).number()));
            if (own.isPresent()) {
                return own;
            }
        }
        Optional<String> place = view.guest().reachable(mounts);
        return place.isPresent() && context.root().isLive() ? Optional.of(GUEST_ROOT + place.get()) : place;
    }

    /** Finding the way may take as long as asking does, so both are one call. */
    private record Question(Context<?> context, String path) implements Callable<FileSystemUsage> {

        @Override
        public FileSystemUsage call() throws IOException {
            Root root = context.root();
            return context.statfs(root.isLive() ? Path.of(path) : root.resolve(path));
        }
    }
}
