package io.xenscribe.plugin.os;

import java.util.List;
import java.util.Optional;

/**
 * Reads the one line of /etc/redhat-release and its many relatives: a name, which tells the distribution, and then a
 * version, as in {@code Red Hat Enterprise Linux AS release 4 (Nahant Update 2)}.
 */
final class ReleaseLine {

    private record Brand(String name, String distro) {}

    /** A line starts with one of these names; a longer one stands before a shorter one that it starts with. */
    private static final List<Brand> BRANDS = List.of(
            new Brand("Red Hat Enterprise Linux", "rhel"),
            new Brand("Enterprise Linux Enterprise Linux", "oracle"),
            new Brand("Oracle Linux", "oracle"),
            new Brand("CentOS", "centos"),
            new Brand("Rocky Linux", "rocky"),
            new Brand("AlmaLinux", "almalinux"),
            new Brand("Scientific Linux", "scientific"),
            new Brand("Fedora", "fedora"),
            new Brand("Asianux", "asianux"),
            new Brand("GreatTurbo", "turbo"),
            new Brand("NeoKylin", "neokylin"),
            new Brand("Neokylin", "neokylin"),
            new Brand("Kylin", "yinhe"));

    /** In brackets, where the version has only one number. */
    private static final List<String> MINOR_WORDS = List.of("Update ", "SP");

    /** A minor number above this is a test release of the next major one: 4.92 became 5. */
    private static final int LAST_MINOR = 90;

    private ReleaseLine() {}

    /** What the line says; {@link Release#UNKNOWN} when it names no known distribution or no version. */
    static Release read(String line) {
        for (Brand brand : BRANDS) {
            if (line.startsWith(brand.name())) {
                Optional<Version> version = version(line, brand.name().length());
                return version.isEmpty()
                        ? Release.UNKNOWN
                        : new Release(
                                Optional.of(brand.distro()),
                                Optional.of(line),
                                Optional.of(brand.distro().equals("rhel") ? released(version.get()) : version.get()));
            }
        }
        return Release.UNKNOWN;
    }

    /** The first word with a number in front. */
    private static Optional<Version> version(String line, int start) {
        int at = start;
        while (at < line.length() && line.charAt(at) != '(') {
            int end = line.indexOf(' ', at);
            end = end < 0 ? line.length() : end;
            Version version = Version.of(line.substring(at, end));
            if (version.major().isPresent()) {
                return Optional.of(version.minor().isPresent() ? version : withMinorInBrackets(version, line, end));
            }
            at = end + 1;
        }
        return Optional.empty();
    }

    private static Version withMinorInBrackets(Version version, String line, int start) {
        for (String word : MINOR_WORDS) {
            int at = line.indexOf(word, start);
            Optional<String> minor = at < 0 ? Optional.empty() : Version.digits(line, at + word.length());
            if (minor.isPresent()) {
                return version.withMinor(minor.get());
            }
        }
        return version;
    }

    private static Version released(Version version) {
        String major = version.major().orElse("");
        String minor = version.minor().orElse("");
        boolean test = minor.length() == 2 && major.length() < 4 && Integer.parseInt(minor) > LAST_MINOR;
        return test
                ? new Version(
                        version.text(), Optional.of(Integer.toString(Integer.parseInt(major) + 1)), Optional.of("0"))
                : version;
    }
}
