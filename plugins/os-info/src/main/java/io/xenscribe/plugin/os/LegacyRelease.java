package io.xenscribe.plugin.os;

import java.util.List;
import java.util.Optional;

/**
 * The release files from before os-release(5). Distributions that descend from another one often carry its file beside
 * their own, so the order counts: own files stand before inherited ones.
 */
final class LegacyRelease {

    private static final List<String> BEFORE_SUSE = List.of(
            "/etc/asianux-release",
            "/etc/turbo-release",
            "/etc/neokylin-release",
            "/etc/oracle-release",
            "/etc/enterprise-release",
            "/etc/rocky-release",
            "/etc/almalinux-release",
            "/etc/centos-release",
            "/etc/redhat-release");

    private static final String DEBIAN = "/etc/debian_version";

    private final SystemFiles files;

    LegacyRelease(SystemFiles files) {
        this.files = files;
    }

    /** What the first file says that names a distribution; {@link Release#UNKNOWN} when none does. */
    Release find() {
        for (String path : BEFORE_SUSE) {
            Release release = lineOf(path);
            if (release.distro().isPresent()) {
                return release;
            }
        }
        return afterSuse();
    }

    private Release afterSuse() {
        Release release = suse();
        if (release.distro().isEmpty()) {
            release = lineOf("/etc/kylin-build");
        }
        if (release.distro().isEmpty()) {
            release = linx();
        }
        if (release.distro().isEmpty()) {
            release = OsRelease.readLsb(files.text("/etc/lsb-release").orElse(""));
        }
        if (release.distro().isEmpty()) {
            release = debian();
        }
        return release.distro().isEmpty() ? boot2docker() : release;
    }

    /** What the distribution's own old file says, which may be more exact than its os-release. */
    Release of(String distro) {
        return switch (distro) {
            case "debian" -> debian();
            case "raspbian" -> debian().as(distro);
            case "centos", "rocky", "almalinux", "oracle" -> lineOf("/etc/" + distro + "-release");
            case "rhel" -> lineOf("/etc/redhat-release");
            default -> Release.UNKNOWN;
        };
    }

    private Release lineOf(String path) {
        Optional<String> line = files.line(path);
        return line.isPresent() ? ReleaseLine.read(line.get()) : Release.UNKNOWN;
    }

    /** Like {@code SUSE Linux Enterprise Server 11 (x86_64)}, then {@code VERSION = 11} and {@code PATCHLEVEL = 3}. */
    private Release suse() {
        Optional<String> text = files.text("/etc/SuSE-release");
        if (text.isEmpty()) {
            return Release.UNKNOWN;
        }
        Assignments assignments = new Assignments(text.get().replace(" = ", "="));
        Optional<String> version = assignments.value("VERSION");
        Optional<String> name = files.line("/etc/SuSE-release");
        if (version.isEmpty() || name.isEmpty()) {
            return Release.UNKNOWN;
        }
        boolean enterprise = name.get().contains("Enterprise");
        Version plain = Version.of(version.get());
        Optional<String> patchLevel =
                Version.digits(assignments.value("PATCHLEVEL").orElse(""), 0);
        return new Release(
                Optional.of(enterprise ? "sles" : "opensuse"),
                name,
                Optional.of(patchLevel.isPresent() ? plain.withMinor(patchLevel.get()) : plain));
    }

    /** A line like {@code 6.0.80}, which is Linx 8. */
    private Release linx() {
        String line = files.line("/etc/linx-release").orElse("");
        Optional<String> tens = line.startsWith("6.0.") ? Version.digits(line, 4) : Optional.empty();
        if (tens.isEmpty() || tens.get().length() != 2 || !tens.get().endsWith("0")) {
            return Release.UNKNOWN;
        }
        Version version = Version.of(tens.get().substring(0, 1));
        return new Release(Optional.of("linx"), Optional.of("Linx Linux " + version.text()), Optional.of(version));
    }

    /** A number like {@code 12.11}; in testing and unstable, a name like {@code trixie/sid}. */
    private Release debian() {
        Optional<String> line = files.line(DEBIAN);
        return line.isEmpty()
                ? Release.UNKNOWN
                : new Release(Optional.of("debian"), Optional.of("Debian " + line.get()), Version.of(line));
    }

    private Release boot2docker() {
        if (!files.exists("/etc/boot2docker")) {
            return Release.UNKNOWN;
        }
        Optional<String> version = files.line("/etc/version");
        return new Release(
                Optional.of("boot2docker"),
                Optional.of(version.isPresent() ? "boot2docker " + version.get() : "boot2docker"),
                Version.of(version));
    }
}
