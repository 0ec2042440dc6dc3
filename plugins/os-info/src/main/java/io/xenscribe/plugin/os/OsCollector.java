package io.xenscribe.plugin.os;

import io.xenscribe.api.Collector;
import io.xenscribe.api.Context;
import java.util.Optional;

/** Publishes once which system this is: it changes with a new start only. */
public final class OsCollector implements Collector<OsFacts> {

    private static final String NOT_SET = "(none)";

    @Override
    public String name() {
        return "os";
    }

    @Override
    public Class<OsFacts> facts() {
        return OsFacts.class;
    }

    @Override
    public void collect(Context<OsFacts> context) {
        SystemFiles files = new SystemFiles(context.root());
        Release release = release(files);
        Optional<String> hostName = hostName(files);
        context.publish(new OsFacts(
                release.distro(),
                release.name(),
                release.versionText(),
                release.major(),
                release.minor(),
                files.line("/proc/sys/kernel/osrelease"),
                architecture(files),
                hostName,
                domain(files, hostName)));
    }

    private static Release release(SystemFiles files) {
        LegacyRelease legacy = new LegacyRelease(files);
        Optional<String> own = files.text("/etc/os-release");
        Release release = OsRelease.read(
                own.isPresent() ? own.get() : files.text("/usr/lib/os-release").orElse(""));
        if (release.distro().isPresent()) {
            return release.refinedBy(legacy.of(release.distro().get()));
        }
        Release old = legacy.find();
        return old.distro().isPresent() ? old : release;
    }

    private static Optional<String> hostName(SystemFiles files) {
        Optional<String> present = set(files.line("/proc/sys/kernel/hostname"));
        return present.isPresent() ? present : files.line("/etc/hostname");
    }

    /** A host name with a domain in it is whole already. */
    private static Optional<String> domain(SystemFiles files, Optional<String> hostName) {
        boolean whole = hostName.isPresent() && hostName.get().indexOf('.') >= 0;
        return whole ? Optional.empty() : set(files.line("/proc/sys/kernel/domainname"));
    }

    private static Optional<String> set(Optional<String> name) {
        return name.isPresent() && name.get().equals(NOT_SET) ? Optional.empty() : name;
    }

    /** Kernels before 6.1 have no file for it. This program was built for one architecture, so it must be that one. */
    private static Optional<String> architecture(SystemFiles files) {
        Optional<String> told = files.line("/proc/sys/kernel/arch");
        if (told.isPresent() || !files.isOfRunningSystem()) {
            return told;
        }
        String name = System.getProperty("os.arch", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(name.equals("amd64") ? "x86_64" : name);
    }
}
