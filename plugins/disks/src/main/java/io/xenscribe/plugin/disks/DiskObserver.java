package io.xenscribe.plugin.disks;

import io.xenscribe.api.Context;
import io.xenscribe.api.Root;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the disks whenever something tells that they changed, and once each period. */
final class DiskObserver {

    private static final Logger LOG = LoggerFactory.getLogger(DiskObserver.class);

    /** The frontend says that it is connected before the kernel has the disk. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Context<DiskFacts> context;
    private final DiskOptions options;
    private final Vbds vbds;
    private final Contents contents;
    private final MountView mounts;
    private final Survey survey;
    private final Damping damping;
    private final Pace pace = new Pace();

    private final List<Source> sources = new ArrayList<>();
    private @Nullable Source mountChange;
    private @Nullable Source vbdChange;

    DiskObserver(Context<DiskFacts> context, DiskOptions options, Errands errands) {
        this.context = context;
        this.options = options;
        this.vbds = new Vbds(context.xenstore());
        this.contents = new Contents(context.root(), errands);
        this.mounts = new MountView(context.root(), options.also());
        this.survey = new Survey(context, options, vbds, contents, errands);
        this.damping = new Damping(options.leastChange());
    }

    void observe() throws IOException, InterruptedException {
        openSources();
        mounts.refresh();
        Duration limit = Duration.ZERO;
        while (true) {
            context.publish(new DiskFacts(damping.of(survey.take(mounts))));
            limit = awaitReason(limit);
        }
    }

    /**
     * Returns when it is time for a look.
     *
     * @param settling how long to wait for what a change may bring after it; zero for nothing
     * @return the same for the next call
     */
    private Duration awaitReason(Duration settling) throws InterruptedException {
        long end = System.nanoTime() + (settling.isZero() ? options.period() : settling).toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            Set<Source> ready = context.await(left, sources.toArray(new Source[0]));
            if (ready.isEmpty()) {
                mounts.refresh();
                if (settling.isZero()) {
                    contents.readAgain();
                }
                return Duration.ZERO;
            }
            keepPace();
            boolean mountsDiffer = mounts.refresh();
            if (vbdChange != null && ready.contains(vbdChange)) {
                vbds.askAgain();
                contents.readAgain();
                return SETTLING;
            }
            boolean onlyMounts = ready.size() == 1 && mountChange != null && ready.contains(mountChange);
            if (mountsDiffer || !onlyMounts) {
                return settling;
            }
        }
    }

    private void keepPace() throws InterruptedException {
        Duration pause = pace.pause(System.nanoTime());
        if (!pause.isZero()) {
            context.await(pause);
        }
    }

    /** Whatever of these is not to be had, the period is left. */
    private void openSources() {
        Root root = context.root();
        Optional<String> table = MountView.file(root);
        if (table.isPresent()) {
            mountChange = file(table.get());
        }
        vbdChange = vbds();
        udevDatabase(root);
    }

    private @Nullable Source file(String path) {
        try {
            return opened(context.file(Path.of(path)));
        } catch (IOException absent) {
            LOG.debug("Mounts are seen once each period: {}", absent.getMessage());
            return null;
        }
    }

    private @Nullable Source vbds() {
        try {
            return opened(context.watch("device/vbd"));
        } catch (IOException absent) {
            LOG.debug("New disks are seen once each period: {}", absent.getMessage());
            return null;
        }
    }

    /** udev writes there whenever a disk or what it holds has changed. */
    private void udevDatabase(Root root) {
        try {
            if (root.exists(UdevDatabase.FOLDER)) {
                opened(context.directory(root.resolve(UdevDatabase.FOLDER)));
            }
        } catch (IOException absent) {
            LOG.debug("What disks hold is seen once each period: {}", absent.getMessage());
        }
    }

    private Source opened(Source source) {
        sources.add(source);
        return source;
    }
}
