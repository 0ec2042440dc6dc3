package io.xenscribe.plugin.os;

import java.util.Optional;

/** What one of a system's release files says. */
record Release(Optional<String> distro, Optional<String> name, Optional<Version> version) {

    static final Release UNKNOWN = new Release(Optional.empty(), Optional.empty(), Optional.empty());

    Optional<String> versionText() {
        return version.isPresent() ? Optional.of(version.get().text()) : Optional.empty();
    }

    Optional<String> major() {
        return version.isPresent() ? version.get().major() : Optional.empty();
    }

    Optional<String> minor() {
        return version.isPresent() ? version.get().minor() : Optional.empty();
    }

    /** The same under another distribution's id, for one that counts its releases as this one does. */
    Release as(String descendant) {
        return distro.isEmpty() ? this : new Release(Optional.of(descendant), name, version);
    }

    /** This one, with the version of {@code other} where that is the same system's and more exact. */
    Release refinedBy(Release other) {
        boolean sameSystem = distro.equals(other.distro) && major().isPresent() && major().equals(other.major());
        return sameSystem && minor().isEmpty() && other.minor().isPresent()
                ? new Release(distro, name, other.version)
                : this;
    }
}
