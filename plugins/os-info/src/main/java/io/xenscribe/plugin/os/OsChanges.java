package io.xenscribe.plugin.os;

import io.xenscribe.api.Context;
import io.xenscribe.api.KernelAbsentException;
import io.xenscribe.api.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what may change an {@link OsFacts}: the kernel's own names, which it signals, and the directories where the
 * files lie. Those that hold a file are watched, not the file: package managers replace it by another one, and often it
 * is a link.
 */
final class OsChanges {

    private static final Logger LOG = LoggerFactory.getLogger(OsChanges.class);

    private static final List<String> KERNEL_FILES =
            List.of("/proc/sys/kernel/hostname", "/proc/sys/kernel/domainname");

    /** In the last one packages leave word that the system is to be restarted. */
    private static final List<String> DIRECTORIES = List.of("/etc", "/usr/lib", "/run");

    private final Context<OsFacts> context;
    private final Source[] kernel;
    private final Source[] all;
    private final Pace pace = new Pace();

    private OsChanges(Context<OsFacts> context, List<Source> kernel, List<Source> directories) {
        this.context = context;
        this.kernel = kernel.toArray(new Source[0]);
        List<Source> both = new ArrayList<>(kernel);
        both.addAll(directories);
        this.all = both.toArray(new Source[0]);
    }

    static OsChanges of(Context<OsFacts> context) {
        List<Source> kernel = new ArrayList<>(KERNEL_FILES.size());
        for (String file : KERNEL_FILES) {
            addFile(context, file, kernel);
        }
        List<Source> directories = new ArrayList<>(DIRECTORIES.size());
        for (String directory : DIRECTORIES) {
            addDirectory(context, directory, directories);
        }
        return new OsChanges(context, kernel, directories);
    }

    /** Tells what came of a wait. */
    void looked(boolean changed) {
        pace.looked(changed, System.nanoTime());
    }

    /**
     * Ends when it is time to look again. What the kernel signals is news at once; a directory is left to settle, as an
     * upgrade changes many files in it, and one that changes all the time without news is looked at more and more seldom.
     *
     * @return false when nothing can ever change
     */
    boolean await() throws InterruptedException {
        if (all.length == 0) {
            return false;
        }
        Set<Source> ready = context.await(Context.FOREVER, all);
        for (Source source : kernel) {
            if (ready.contains(source)) {
                return true;
            }
        }
        context.await(pace.pause(System.nanoTime()), kernel);
        return true;
    }

    private static void addFile(Context<OsFacts> context, String file, List<Source> sources) {
        try {
            if (context.root().exists(file)) {
                sources.add(context.file(Path.of(file)));
            }
        } catch (KernelAbsentException image) {
            LOG.debug("{} is not watched: {}", file, image.getMessage());
        } catch (IOException e) {
            LOG.warn("changes of {} will not be seen: {}", file, e.getMessage());
        }
    }

    private static void addDirectory(Context<OsFacts> context, String directory, List<Source> sources) {
        try {
            if (context.root().exists(directory)) {
                sources.add(context.directory(context.root().resolve(directory)));
            }
        } catch (KernelAbsentException otherSystem) {
            LOG.debug("{} is not watched: {}", directory, otherSystem.getMessage());
        } catch (IOException e) {
            LOG.warn("changes in {} will not be seen: {}", directory, e.getMessage());
        }
    }
}
