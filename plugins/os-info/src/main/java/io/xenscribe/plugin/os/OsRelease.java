package io.xenscribe.plugin.os;

import java.util.Locale;
import java.util.Optional;

/** Reads the text of os-release(5) and of its forerunner, /etc/lsb-release. */
final class OsRelease {

    private OsRelease() {}

    static Release read(String text) {
        Assignments assignments = new Assignments(text);
        Optional<String> prettyName = assignments.value("PRETTY_NAME");
        return new Release(
                distro(assignments.value("ID")),
                prettyName.isPresent() ? prettyName : nameAndVersion(assignments),
                Version.of(assignments.value("VERSION_ID")));
    }

    static Release readLsb(String text) {
        Assignments assignments = new Assignments(text);
        return new Release(
                distro(assignments.value("DISTRIB_ID")),
                assignments.value("DISTRIB_DESCRIPTION"),
                Version.of(assignments.value("DISTRIB_RELEASE")));
    }

    private static Optional<String> nameAndVersion(Assignments assignments) {
        Optional<String> name = assignments.value("NAME");
        Optional<String> version = assignments.value("VERSION");
        return name.isPresent() && version.isPresent() ? Optional.of(name.get() + " " + version.get()) : name;
    }

    /** Oracle's own id means nothing to those who read it in dom0; they know it by its name. */
    private static Optional<String> distro(Optional<String> id) {
        if (id.isEmpty()) {
            return id;
        }
        String lower = id.get().toLowerCase(Locale.ROOT);
        return Optional.of(lower.equals("ol") ? "oracle" : lower);
    }
}
