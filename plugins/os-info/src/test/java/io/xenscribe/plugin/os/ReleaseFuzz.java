package io.xenscribe.plugin.os;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes as each of the files that name a system: os-release, lsb-release, a line of redhat-release, hosts, stat. */
final class ReleaseFuzz {

    private ReleaseFuzz() {}

    /** Named as Jazzer wants it. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Release modern = OsRelease.read(text);
        check(modern);
        check(OsRelease.readLsb(text));
        Release line = ReleaseLine.read(text);
        check(line);
        check(modern.refinedBy(line));
        check(Optional.of(Version.of(text)));
        HostNames.inHosts(text, "web1").ifPresent(ReleaseFuzz::checkFullName);
        if (BootTime.in(text).isPresent() && !text.contains("btime ")) {
            throw new AssertionError("a time from nowhere");
        }
    }

    private static void check(Release release) {
        if (release.distro().isPresent() && release.distro().get().isBlank()) {
            throw new AssertionError("a distribution without an id");
        }
        if (release.name().isPresent() && release.name().get().isBlank()) {
            throw new AssertionError("a distribution without a name");
        }
        check(release.version());
    }

    /** Numbers are digits. */
    private static void check(Optional<Version> version) {
        if (version.isPresent()) {
            checkDigits(version.get().major());
            checkDigits(version.get().minor());
        }
    }

    private static void checkDigits(Optional<String> number) {
        for (char c : number.orElse("0").toCharArray()) {
            if (c < '0' || c > '9') {
                throw new AssertionError("no number: " + number);
            }
        }
    }

    private static void checkFullName(String name) {
        if (!name.regionMatches(true, 0, "web1.", 0, 5) || name.length() == 5) {
            throw new AssertionError("another host: " + name);
        }
    }
}
