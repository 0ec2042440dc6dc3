package io.xenscribe.plugin.os;

import io.xenscribe.api.Root;
import java.util.Locale;
import java.util.Optional;

/** Makes the facts of what the files say at present. */
final class OsObserver {

    private final SystemFiles files;
    private final LegacyRelease legacy;
    private final TimeZone timeZone;

    OsObserver(Root root) {
        files = new SystemFiles(root);
        legacy = new LegacyRelease(files);
        timeZone = new TimeZone(root, files);
    }

    OsFacts look() {
        Release release = release();
        HostNames names = HostNames.of(files);
        return new OsFacts(
                release.distro(),
                release.name(),
                release.versionText(),
                release.major(),
                release.minor(),
                files.line("/proc/sys/kernel/osrelease"),
                architecture(),
                names.host(),
                names.domain(),
                names.full(),
                files.line("/sys/hypervisor/type"),
                lowerCase(files.line("/sys/hypervisor/guest_type")),
                files.line("/proc/sys/kernel/random/boot_id"),
                BootTime.in(files.text("/proc/stat").orElse("")),
                timeZone.name(),
                rebootRequired());
    }

    private Release release() {
        Optional<String> own = files.text("/etc/os-release");
        Release release = OsRelease.read(
                own.isPresent() ? own.get() : files.text("/usr/lib/os-release").orElse(""));
        if (release.distro().isPresent()) {
            return release.refinedBy(legacy.of(release.distro().get()));
        }
        Release old = legacy.find();
        return old.distro().isPresent() ? old : release;
    }

    /** Kernels before 6.1 have no file for it. This program was built for one architecture, so it must be that one. */
    private Optional<String> architecture() {
        Optional<String> told = files.line("/proc/sys/kernel/arch");
        if (told.isPresent() || !files.isOfRunningSystem()) {
            return told;
        }
        String name = System.getProperty("os.arch", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(name.equals("amd64") ? "x86_64" : name);
    }

    /** The first is made by packages of Debian and its descendants, the second by those of SUSE. */
    private boolean rebootRequired() {
        return files.exists("/run/reboot-required") || files.exists("/run/reboot-needed");
    }

    private static Optional<String> lowerCase(Optional<String> text) {
        return text.isPresent() ? Optional.of(text.get().toLowerCase(Locale.ROOT)) : text;
    }
}
